import SoraModel
import SoraSQLite
import SoraSystem

/// Reads a file of records into `temp.load_line`, a batch at a time.
struct LoadReading {
    /// What is said of a line that cannot be read at all.
    static let notAnObject = "it is not a JSON object"

    let files: FileSystem
    let batch: Int64

    /// Reads all of it.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - connection: where the temporary tables are.
    ///   - progress: is told the bytes that were read.
    ///   - outlines: is told each line, and which outlines were found good; `nil` where nothing is checked.
    ///   - body: works on a batch, and tells what is wrong with it.
    /// - Returns: everything that is wrong, by its line.
    /// - Throws: `SystemError`; what `body` throws.
    func run(
        _ path: String, on connection: borrowing Connection, progress: (Int64) -> Void,
        outlines: LoadOutlines? = nil,
        _ body: (borrowing Connection) throws -> [(line: Int64, problem: String)]
    ) throws -> [(line: Int64, problem: String)] {
        let feed = try LoadFeed(
            path, files: files, most: Int(batch), isScanned: outlines != nil)
        let insert = try connection.prepare(
            """
            INSERT INTO temp.load_line (n, line, is_checked, type, uid, theirs, ours)
            VALUES (?1, ?2, 1, ?3, ?4, ?5, ?5)
            """)
        let insertUnknown = try connection.prepare(
            """
            INSERT INTO temp.load_line (n, line, is_checked, type, uid, theirs, ours)
            SELECT ?1, ?2, 0, json_extract(?2, '$.record'),
                   CASE json_type(?2, '$.uid') WHEN 'text' THEN json_extract(?2, '$.uid') END,
                   CASE json_type(?2, '$.id') WHEN 'integer' THEN json_extract(?2, '$.id') END,
                   CASE json_type(?2, '$.id') WHEN 'integer' THEN json_extract(?2, '$.id') END
            """)
        var problems: [(line: Int64, problem: String)] = []
        var ends: RecordEnds = RecordEnds()
        var last: Int64 = 0
        while let batch = try feed.next() {
            last = batch.last
            var held = 0
            for line in batch.lines {
                guard let text = line.text else {
                    problems.append((line.number, "it is not UTF-8"))
                    continue
                }
                do throws(SQLiteError) {
                    // Of a line whose like was found good, no JSON need be read to know which record it is.
                    if outlines?.note(line) == true, let name = line.name {
                        try insert.run([
                            .integer(line.number), .text(text), .text(name.record),
                            .text(name.uid), .integer(name.id),
                        ])
                    } else {
                        try insertUnknown.run([.integer(line.number), .text(text)])
                    }
                    held += 1
                } catch {
                    guard !error.isFatal else { throw error }
                    problems.append((line.number, Self.notAnObject))
                }
            }
            if held > 0 {
                problems += try ends.take(from: connection)
                problems += try body(connection)
                try connection.execute("DELETE FROM temp.load_line")
                progress(batch.position)
            }
            if batch.lines.isEmpty { break }
        }
        return problems + ends.problems(lines: last)
    }
}
