import Foundation

/// The programs of the system.
package enum InstalledProgram {
    /// A program's file, or `nil` where it is not installed; a path is only looked at.
    package static func find(_ name: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let places =
            name.contains("/")
            ? [name]
            : (folders.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"])
                .map { "\($0)/\(name)" }
        return places.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
