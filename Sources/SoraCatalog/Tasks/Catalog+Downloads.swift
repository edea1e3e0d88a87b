import SoraSQLite

extension Catalog {
    /// What is known of a task's download, or `nil` when none was begun.
    package func download(ofTask number: Int64) throws -> DownloadRecord? {
        try database.read { connection in
            try connection.row(
                """
                SELECT file, durable_bytes, total_bytes, validator, sha256, extension
                FROM download WHERE task_id = ?
                """, [.integer(number)]
            ) { row in
                var stored: StoredFile?
                if let sha256 = row.text(4), let kind = row.text(5) {
                    stored = StoredFile(
                        sha256: sha256, fileExtension: kind, bytes: row.integer(1) ?? 0)
                }
                return DownloadRecord(
                    file: row.text(0) ?? "", durableBytes: row.integer(1) ?? 0,
                    totalBytes: row.integer(2), validator: row.text(3), stored: stored)
            }
        }
    }

    /// Stores how far a download is; only bytes that were synced may be counted.
    package func setDownload(_ download: DownloadRecord, ofTask number: Int64) throws {
        try database.write { connection in
            try connection.execute(
                """
                INSERT INTO download
                    (task_id, file, durable_bytes, total_bytes, validator, sha256, extension)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (task_id) DO UPDATE SET
                    file = excluded.file, durable_bytes = excluded.durable_bytes,
                    total_bytes = excluded.total_bytes, validator = excluded.validator,
                    sha256 = excluded.sha256, extension = excluded.extension
                """,
                [
                    .integer(number), .text(download.file), .integer(download.durableBytes),
                    SQLValue(download.totalBytes), SQLValue(download.validator),
                    SQLValue(download.stored?.sha256), SQLValue(download.stored?.fileExtension),
                ])
        }
    }

    /// The files in `incoming/` that a download may still need.
    package func downloadFiles() throws -> Set<String> {
        try database.read { connection in
            Set(try connection.rows("SELECT file FROM download") { $0.text(0) ?? "" })
        }
    }
}
