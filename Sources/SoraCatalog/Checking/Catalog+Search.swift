import SoraModel
import SoraSQLite
import SoraSystem

extension Catalog {
    /// The texts that videos are to be found by, as the triggers of the schema keep them.
    private static let wanted = """
        SELECT video.id AS id, spaced_letters(coalesce(task.prompt_text, prompt.text)) AS prompt,
               spaced_letters(video.title) AS title, spaced_letters(video.notes) AS notes,
               (SELECT group_concat(spaced_letters(tag), ' ') FROM video_tag WHERE video_id = video.id) AS tags
        FROM \(QueryPlace.tables(of: .video))
        """

    /// The videos whose texts are not as they should be, or not there.
    private static let differing = """
        SELECT wanted.id FROM (\(wanted)) AS wanted LEFT JOIN search_text AS kept ON kept.id = wanted.id
        WHERE kept.id IS NULL OR kept.prompt IS NOT wanted.prompt OR kept.title IS NOT wanted.title
           OR kept.notes IS NOT wanted.notes OR kept.tags IS NOT wanted.tags
        """

    private static let surplus = "SELECT id FROM search_text WHERE id NOT IN (SELECT id FROM video)"

    /// The most videos whose index is compared word by word without being asked to read everything: others
    /// cannot write meanwhile.
    private static let comparedVideos = 100_000

    /// What is wrong with the full-text index.
    ///
    /// - Parameter isThorough: whether the index of a large library is compared word by word, too.
    /// - Returns: at most one finding, which `rebuildSearch` mends.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    func searchFindings(isThorough: Bool) throws -> [Finding] {
        let counts = try [
            Self.differing, Self.surplus, "SELECT 1 FROM search_text",
            "SELECT 1 FROM search_docsize",
        ].map { sql in
            try database.read { try $0.integer("SELECT count(*) FROM (\(sql))") ?? 0 }
        }
        let (wrong, texts, indexed) = (counts[0] + counts[1], counts[2], counts[3])
        func finding(_ message: String) -> [Finding] {
            [Finding(.search, "search", message, repair: .rebuildSearch)]
        }
        if wrong > 0 {
            return finding("\(wrong) videos are not found by their words")
        }
        if texts != indexed { return finding("\(indexed) of \(texts) videos are in the index") }
        guard isThorough || texts <= Self.comparedVideos,
            system.files.isWritable(folder.database)
        else { return [] }
        // SQLite compares the index as if it were writing to it.
        let writable = try Database(
            folder.database, lock: folder.writeLock, access: .readWrite, system: system)
        return try writable.write { connection in
            do {
                try connection.execute(
                    "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
                return []
            } catch let error as SQLiteError where error.isCorrupt {
                return finding("the index does not have the words of the videos")
            }
        }
    }

    /// Indexes the texts of all videos, where none is yet.
    static func fillSearch(on connection: borrowing Connection) throws {
        try connection.execute(
            """
            INSERT INTO search_text (id, prompt, title, notes, tags)
            SELECT id, prompt, title, notes, tags FROM (\(wanted))
            """)
        try connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    }

    /// Makes the full-text index anew.
    func rebuildSearch() throws {
        try database.write { connection in
            // First what is there, so that the triggers below take out what was put in.
            try connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
            try connection.execute("DELETE FROM search_text WHERE id IN (\(Self.surplus))")
            try connection.execute(
                """
                INSERT INTO search_text (id, prompt, title, notes, tags)
                SELECT id, prompt, title, notes, tags FROM (\(Self.wanted))
                WHERE id IN (\(Self.differing))
                ON CONFLICT (id) DO UPDATE SET prompt = excluded.prompt, title = excluded.title,
                                               notes = excluded.notes, tags = excluded.tags
                """)
        }
    }
}
