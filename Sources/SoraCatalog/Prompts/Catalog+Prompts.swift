import SoraModel
import SoraSQLite
import SoraSystem

extension Catalog {
    /// The number of the prompt of that text, which is added when there is none; in the caller's transaction.
    func promptNumber(of text: String, on connection: borrowing Connection) throws -> Int64 {
        let digest = try SHA256.digest(of: Array(text.utf8))
        let known = try connection.integer(
            "SELECT id FROM prompt WHERE digest = ? AND text = ? ORDER BY id LIMIT 1",
            [.text(digest), .text(text)])
        if let known { return known }
        try connection.execute(
            "INSERT INTO prompt (uid, text, digest, created_at) VALUES (?, ?, ?, ?)",
            [
                .text(newUID().text), .text(text), .text(digest),
                .integer(now),
            ])
        return connection.lastInsertedRow
    }

    /// The text of a prompt, or `nil` when there is none of that number.
    package func promptText(number: Int64) throws -> String? {
        try database.read { connection in
            try connection.text("SELECT text FROM prompt WHERE id = ?", [.integer(number)])
        }
    }
}
