import SoraModel
import SoraSQLite

extension Catalog {
    /// The folders that were exported to, by path.
    package func exportFolders() throws -> [ExportFolderRecord] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT id, uid, path, collection_uid, name, options, files, bytes, first_at, last_at
                FROM export_folder ORDER BY path
                """, []
            ) { row in
                var record = ExportFolderRecord(
                    uid: row.text(1) ?? "", path: row.text(2) ?? "", collectionUID: row.text(3),
                    name: row.text(4) ?? "", options: row.text(5) ?? "{}",
                    files: Int(row.integer(6) ?? 0), bytes: row.integer(7) ?? 0)
                record.id = row.integer(0) ?? 0
                record.firstAt = row.integer(8) ?? 0
                record.lastAt = row.integer(9) ?? 0
                return record
            }
        }
    }

    /// Remembers a folder: in place of the row that it has the number of, or as a new one.
    ///
    /// - Throws: `SoraError` when the catalogue cannot be written; `locked` where somebody else is writing, for
    ///   nobody waits long for a memory.
    package func remember(_ record: ExportFolderRecord) throws {
        try database.write(within: 0.2) { connection in
            let values: [SQLValue] = [
                .text(record.uid), .text(record.path), SQLValue(record.collectionUID),
                .text(record.name), .text(record.options), SQLValue(record.files),
                .integer(record.bytes), .integer(now),
            ]
            try connection.execute(
                """
                UPDATE export_folder SET uid = ?1, path = ?2, collection_uid = ?3, name = ?4, options = ?5,
                    files = ?6, bytes = ?7, last_at = ?8 WHERE id = ?9
                """, values + [.integer(record.id)])
            guard connection.changes == 0 else { return }
            try connection.execute(
                """
                INSERT INTO export_folder
                    (uid, path, collection_uid, name, options, files, bytes, first_at, last_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
                ON CONFLICT (path) DO UPDATE SET uid = ?1, collection_uid = ?3, name = ?4, options = ?5,
                    files = ?6, bytes = ?7, last_at = ?8
                """, values)
        }
    }

    /// Forgets folders; what is in them stays.
    package func forgetExportFolders(_ numbers: [Int64]) throws {
        try database.write { connection in
            for number in numbers {
                try connection.execute(
                    "DELETE FROM export_folder WHERE id = ?", [.integer(number)])
            }
        }
    }
}
