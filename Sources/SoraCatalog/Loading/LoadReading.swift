import SoraModel
import SoraSQLite
import SoraSystem

/// Reads a file of records into `temp.load_line`, a batch at a time.
struct LoadReading {
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
        var lines = try RecordLines(path, files: files)
        let insert = try connection.prepare(
            """
            INSERT INTO temp.load_line (n, line, is_checked, type, uid, theirs, ours)
            SELECT ?1, ?2, ?3, json_extract(?2, '$.record'),
                   CASE json_type(?2, '$.uid') WHEN 'text' THEN json_extract(?2, '$.uid') END,
                   CASE json_type(?2, '$.id') WHEN 'integer' THEN json_extract(?2, '$.id') END,
                   CASE json_type(?2, '$.id') WHEN 'integer' THEN json_extract(?2, '$.id') END
            """)
        var problems: [(line: Int64, problem: String)] = []
        var ends: RecordEnds = RecordEnds()
        var number: Int64 = 0
        var held: Int64 = 0
        func work() throws {
            guard held > 0 else { return }
            problems += try ends.take(from: connection)
            problems += try body(connection)
            try connection.execute("DELETE FROM temp.load_line")
            held = 0
            progress(lines.position)
        }
        while let line = try lines.next() {
            number += 1
            guard !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { continue }
            guard let text = String(validating: line, as: UTF8.self) else {
                problems.append((number, "it is not UTF-8"))
                continue
            }
            do throws(SQLiteError) {
                let isChecked = outlines?.note(line, number: number) ?? false
                try insert.run([.integer(number), .text(text), .integer(isChecked ? 1 : 0)])
                held += 1
            } catch {
                guard !error.isFatal else { throw error }
                problems.append((number, "it is not a JSON object"))
            }
            if held == batch { try work() }
        }
        try work()
        return problems + ends.problems(lines: number)
    }
}
