import SoraModel
import SoraSQLite

extension Catalog {
    /// Videos with some of their fields, in the order in which they are named.
    ///
    /// - Parameters:
    ///   - numbers: the videos' numbers; one that is not there is left out.
    ///   - fields: the fields of the video object that are wanted too.
    ///   - body: is lent each video.
    /// - Throws: `SoraError` when the catalogue cannot be read, and what `body` throws.
    package func forEachClip(
        _ numbers: [Int64], fields: [ObjectField], _ body: (ClipRecord) throws -> Void
    ) throws {
        let columns = fields.map { ", object.\($0.name)" }.joined()
        let sql = """
            SELECT video.id, video.uid, video.sha256, video.extension, video.bytes,
                   video.file_state, video.verdict\(columns)
            FROM json_each(?2) AS wanted
            JOIN video ON video.id = wanted.value
            JOIN (\(ObjectShape.video.source)) AS object ON object.key = video.id
            ORDER BY wanted.key
            """
        try database.read { connection in
            try connection.forEachRow(sql, [.text(folder.path), numbers.list]) { row in
                var file: StoredFile?
                if let sha256 = row.text(2), let kind = row.text(3) {
                    file = StoredFile(
                        sha256: sha256, fileExtension: kind, bytes: row.integer(4) ?? 0)
                }
                var values: [String: String] = [:]
                for (place, field) in fields.enumerated() {
                    values[field.name] = row.text(7 + place)
                }
                try body(
                    ClipRecord(
                        id: row.integer(0) ?? 0, uid: row.text(1) ?? "", file: file,
                        fileState: FileState(rawValue: row.text(5) ?? "") ?? .missing,
                        verdict: Verdict(rawValue: row.text(6) ?? "") ?? .unprobed,
                        fields: values))
                return true
            }
        }
    }
}
