import Foundation
import SoraSystem

/// Clips that a test puts into a library by hand, with bytes and prompts of its own.
extension Workshop {
    /// Stores a clip; its number is the next one.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes.
    ///   - prompt: its prompt.
    ///   - title: its title.
    ///   - verdict: what was found of it.
    ///   - collection: the collection that it goes to the end of; made where it is not there.
    ///   - library: another library than the workshop's own.
    /// - Returns: the path of the original.
    /// - Throws: when it cannot be stored.
    @discardableResult
    func addClip(
        _ bytes: [UInt8], prompt: String, title: String? = nil, verdict: String = "verified",
        to collection: String? = nil, in library: String? = nil
    ) async throws -> String {
        let library = library ?? self.library
        let sha256 = try SHA256.digest(of: bytes)
        let shelf = "\(library)/objects/\(sha256.prefix(2))"
        try FileManager.default.createDirectory(
            atPath: shelf, withIntermediateDirectories: true)
        let path = "\(shelf)/\(sha256).mp4"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
        let uid = UUID().uuidString.lowercased()
        var sql = """
            PRAGMA foreign_keys = ON;
            INSERT INTO prompt (uid, text, digest, created_at)
            VALUES ('\(uid)', \(Self.literal(prompt)), '', 0);
            INSERT INTO video (uid, title, prompt_id, operation, file_state, sha256, extension, bytes,
                               verdict, created_at)
            VALUES ('\(uid)', \(title.map(Self.literal) ?? "NULL"), last_insert_rowid(), 'import',
                    'present', '\(sha256)', 'mp4', \(bytes.count), '\(verdict)', 0);
            """
        if let collection {
            let name = Self.literal(collection)
            sql += """
                INSERT OR IGNORE INTO collection (uid, name, created_at) VALUES (\(name), \(name), 0);
                INSERT INTO collection_video
                SELECT collection.id, video.id, video.id FROM collection, video
                WHERE collection.name = \(name) AND video.uid = '\(uid)';
                """
        }
        try await damage(sql, in: library)
        return path
    }

    /// A text in SQL; the shell's arguments hold no NUL.
    private static func literal(_ text: String) -> String {
        "CAST(x'" + text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            + "' AS TEXT)"
    }
}

/// What is in a folder: each name with its bytes, its change times and its number on the disk.
func listing(_ folder: String) throws -> [String: String] {
    var listing: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) + ["."] {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
        var info = stat()
        lstat("\(folder)/\(name)", &info)
        listing[name] =
            "\(attributes[.systemFileNumber] ?? "") \(info.st_mtim) \(info.st_ctim) \(info.st_size)"
    }
    return listing
}
