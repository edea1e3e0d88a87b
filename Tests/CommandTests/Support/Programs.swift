import Foundation

/// The programs that were built beside these tests.
enum Programs {
    static let soralib = path("soralib")
    static let media = path("soralib-media")
    static let simulator = path("soralib-simulator")

    /// A program of the system, or `nil` where it is not installed.
    static func find(_ name: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return (folders.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"])
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

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
