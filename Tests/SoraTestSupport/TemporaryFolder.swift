import Foundation

/// A folder of a test's own, removed when the test is over.
package final class TemporaryFolder: Sendable {
    /// The absolute path, without a slash at the end.
    package let path: String

    /// - Parameter isInMemory: whether it is on no disk, where the system has such a place: for tests that would wait
    ///   for the disk thousands of times.
    /// - Throws: when it cannot be made.
    package init(isInMemory: Bool = false) throws {
        let memory = URL(fileURLWithPath: "/dev/shm", isDirectory: true)
        let place =
            isInMemory && FileManager.default.isWritableFile(atPath: memory.path)
            ? memory : FileManager.default.temporaryDirectory
        let url =
            place
            .appending(path: "soralib-test-\(UUID().uuidString.lowercased())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.resolvingSymlinksInPath().path
    }

    deinit {
        // A test may have left folders without rights.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a name in the folder.
    package func file(_ name: String) -> String {
        path + "/" + name
    }

    /// Writes a file in the folder.
    @discardableResult
    package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}
