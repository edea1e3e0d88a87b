import SoraModel
import SoraSQLite
import SoraSystem

extension Catalog {
    /// The number of the prompt of that text, which is added when there is none; in the caller's transaction.
    func promptNumber(of text: String, on connection: borrowing Connection) throws -> Int64 {
        let digest = try SHA256.digest(of: Array(text.utf8))
        if let known = try knownPrompt(text, digest, on: connection) { return known }
        try connection.execute(
            "INSERT INTO prompt (uid, text, digest, created_at) VALUES (?, ?, ?, ?)",
            [
                .text(newUID().text), .text(text), .text(digest),
                .integer(now),
            ])
        return connection.lastInsertedRow
    }

    /// Adds a prompt, or gives the one of the same text what it lacks.
    ///
    /// - Returns: its number, and whether it is new.
    package func addPrompt(
        _ text: String, title: String?, tags: [String]
    ) throws -> (number: Int64, isNew: Bool) {
        try changing { connection, _ in
            let digest = try SHA256.digest(of: Array(text.utf8))
            let isNew = try knownPrompt(text, digest, on: connection) == nil
            let number = try promptNumber(of: text, on: connection)
            var changes = ObjectChanges(addedTags: tags)
            if let title { changes.title = .some(title) }
            _ = try edit(.prompt, [number], changes, on: connection)
            return (number, isNew)
        }
    }

    /// Adds a revision of a prompt, with its title and tags; the prompt itself stays.
    ///
    /// - Returns: the revision's number; the prompt's own where the text is the same.
    /// - Throws: `SoraError` with code `not_found`.
    package func revisePrompt(_ number: Int64, to text: String) throws -> Int64 {
        try changing { connection, _ in
            let old = try connection.text(
                "SELECT text FROM prompt WHERE id = ?", [.integer(number)])
            guard let old else { throw SoraError(.notFound, "there is no prompt p\(number)") }
            // Texts are the same when their bytes are: to Swift, other bytes may be an equal text.
            guard Array(old.utf8) != Array(text.utf8) else { return number }
            try connection.execute(
                """
                INSERT INTO prompt (uid, text, digest, title, revision, revises, created_at)
                SELECT ?, ?, ?, title, revision + 1, id, ? FROM prompt WHERE id = ?
                """,
                [
                    .text(newUID().text), .text(text),
                    .text(try SHA256.digest(of: Array(text.utf8))), .integer(now), .integer(number),
                ])
            let revision = connection.lastInsertedRow
            try connection.execute(
                "INSERT INTO prompt_tag SELECT ?, tag FROM prompt_tag WHERE prompt_id = ?",
                [.integer(revision), .integer(number)])
            return revision
        }
    }

    /// The text of a prompt, or `nil` when there is none of that number.
    package func promptText(number: Int64) throws -> String? {
        try database.read { connection in
            try connection.text("SELECT text FROM prompt WHERE id = ?", [.integer(number)])
        }
    }

    /// The number of the prompt of exactly that text, or `nil`.
    package func promptNumber(of text: String) throws -> Int64? {
        let digest = try SHA256.digest(of: Array(text.utf8))
        return try database.read { try knownPrompt(text, digest, on: $0) }
    }

    /// The same in the caller's transaction.
    func knownPrompt(of text: String, on connection: borrowing Connection) throws -> Int64? {
        try knownPrompt(text, try SHA256.digest(of: Array(text.utf8)), on: connection)
    }

    private func knownPrompt(
        _ text: String, _ digest: String, on connection: borrowing Connection
    ) throws -> Int64? {
        try connection.integer(
            "SELECT id FROM prompt WHERE digest = ? AND text = ? ORDER BY id LIMIT 1",
            [.text(digest), .text(text)])
    }
}
