import Foundation

/// The programs that were built beside these tests.
enum Programs {
    static let soralib = path("soralib")
    static let media = path("soralib-media")
    static let simulator = path("soralib-simulator")
    static let example = path("library-example")

    private static func path(_ name: String) -> String {
        // Under SwiftPM the first argument is the test bundle or the helper that loads it; both ways
        // the folder that was built into is named on the command line.
        for word in CommandLine.arguments {
            let folder = URL(fileURLWithPath: word).deletingLastPathComponent().path
            let candidate = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        return name
    }
}
