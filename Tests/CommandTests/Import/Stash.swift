import Foundation
import SoraSystem
import SoraTestSupport

/// A folder of clips that other programs saved, outside of any library.
extension Workshop {
    /// The folder.
    var stash: String { folder.file("stash") }

    /// Puts a clip there whose bytes are like no other's; its header is right.
    ///
    /// - Parameters:
    ///   - name: its name in the folder, with folders above it.
    ///   - frames: how many frames it has: files of the same number have the same bytes.
    ///   - bytes: how many bytes a frame has.
    /// - Returns: its path.
    /// - Throws: when it cannot be written.
    @discardableResult
    func stashClip(_ name: String, frames: UInt32, bytes: UInt32 = 40) throws -> String {
        var movie = TinyMovie()
        movie.frames = frames
        movie.bytesPerFrame = bytes
        return try stash(name, movie.bytes)
    }

    /// Puts any file there.
    @discardableResult
    func stash(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let path = "\(stash)/\(name)"
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(),
            withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Puts a text there.
    @discardableResult
    func stash(_ name: String, _ text: String) throws -> String { try stash(name, text.utf8) }

    /// The names among the originals, with the digest that each file has.
    func originals() throws -> [String: String] {
        var originals: [String: String] = [:]
        let objects = library + "/objects"
        for name in try FileManager.default.subpathsOfDirectory(atPath: objects)
        where name.contains("/") {
            let bytes = FileManager.default.contents(atPath: "\(objects)/\(name)") ?? Data()
            originals[name] = try SHA256.digest(of: Array(bytes))
        }
        return originals
    }

    /// The files that lie in `incoming/`.
    func incoming() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: library + "/incoming")
            .filter { $0 != "receipts" }
    }
}
