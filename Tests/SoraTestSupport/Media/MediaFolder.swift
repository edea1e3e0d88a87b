import Foundation

/// A folder of a test's own, removed with this value.
package final class MediaFolder: Sendable {
    /// Its absolute path.
    package let path: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("soralib-media-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Whether there is a file of that path.
    package static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Puts bytes into a file.
    package func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// Puts a program for `/bin/sh` into a file that can be run.
    package func script(_ name: String, _ lines: String) throws -> String {
        let draft = try self.file("\(name).draft", Array("#!/bin/sh\n\(lines)\n".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: draft)
        // Copied by another process: a program that this one has written may still be open for
        // writing in a child that it has just forked, and would be "busy" (ETXTBSY, execve(2)).
        let file = "\(path)/\(name)"
        _ = try Child.run("/bin/cp", ["-p", draft, file])
        return file
    }
}
