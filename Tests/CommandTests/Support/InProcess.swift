import Foundation
import SoraCommands
import SoraLibrary
import SoraModel
import SoraSystem
import SoraTerminal

/// Runs a command line in this process, with its output kept.
enum InProcess {
    /// What came of a command line.
    struct Outcome: CustomStringConvertible {
        var status: Int32
        var output: String
        var errors: String

        var description: String { "status \(status)\n\(output)\n\(errors)" }
    }

    /// Runs a command line, and holds its JSON against the schemas.
    ///
    /// - Parameters:
    ///   - words: what stands behind the program's name.
    ///   - folder: the current folder.
    ///   - input: standard input.
    ///   - environment: the variables of the environment.
    ///   - system: files, time and randomness.
    ///   - sink: where standard output goes, in place of the outcome.
    /// - Returns: what came of it.
    static func run(
        _ words: [String], in folder: String = "/", input: String = "",
        environment: [String: String] = [:], system: SystemContext = SystemContext(),
        into sink: (any OutputSink)? = nil
    ) async -> Outcome {
        let output = CapturingSink()
        let errors = CapturingSink()
        let context = CommandContext(
            library: LibraryContext(
                system: system, environment: environment, currentFolder: folder,
                helpers: HelperLocator(folders: [
                    URL(fileURLWithPath: Programs.media).deletingLastPathComponent().path
                ])),
            output: Output(
                data: OutputChannel(sink ?? output), messages: OutputChannel(errors, capacity: 0)),
            readInput: { limit in
                guard input.utf8.count <= limit else {
                    throw SoraError(.invalid, "standard input has more than \(limit) bytes")
                }
                return Array(input.utf8)
            })
        let status = await Soralib.run(words, in: context)
        OutputContract.check(
            words, status: status.rawValue, output: output.text, errors: errors.text)
        return Outcome(status: status.rawValue, output: output.text, errors: errors.text)
    }
}
