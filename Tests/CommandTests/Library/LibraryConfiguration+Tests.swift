import Foundation
import SoraLibrary

extension LibraryConfiguration {
    /// The surroundings of a program in tests: nothing of the tester's own, and the helpers that were just built.
    static func tests(_ program: String) -> LibraryConfiguration {
        LibraryConfiguration(
            program: program, environment: Workshop.environment,
            helperFolders: [
                URL(fileURLWithPath: Programs.media).deletingLastPathComponent().path
            ])
    }
}
