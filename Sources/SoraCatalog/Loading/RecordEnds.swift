import SoraSQLite

/// The first and the last record of a dump: which form it has, and whether it is whole.
struct RecordEnds {
    private var hasFirst = false
    private var told: Int64?
    private var records: Int64 = 0

    /// Takes the two out of a batch, and counts the rest.
    mutating func take(from connection: borrowing Connection) throws -> [(
        line: Int64, problem: String
    )] {
        var problems: [(Int64, String)] = []
        var formats: [Int64?] = []
        try connection.forEachRow(
            """
            SELECT n, type, json_extract(line, '$.format'), json_extract(line, '$.records')
            FROM temp.load_line WHERE type IN ('library', 'end') ORDER BY n
            """
        ) { row in
            let line = row.integer(0) ?? 0
            if row.text(1) == "library" {
                formats.append(row.integer(2))
                if row.integer(2) != Catalog.dumpFormat {
                    problems.append(
                        (
                            line,
                            "it is a dump of form \(row.text(2) ?? "unknown"); this program knows "
                                + "form \(Catalog.dumpFormat)"
                        ))
                }
            } else {
                told = row.integer(3)
            }
            return true
        }
        hasFirst = hasFirst || !formats.isEmpty
        try connection.execute(
            "DELETE FROM temp.load_line WHERE type IN ('library', 'end')")
        records += try connection.integer("SELECT count(*) FROM temp.load_line") ?? 0
        return problems
    }

    /// What is wrong with the whole.
    func problems(lines: Int64) -> [(line: Int64, problem: String)] {
        guard hasFirst else {
            return [(0, "it is no dump of a library: the record `library` is missing")]
        }
        guard let told else {
            return [(0, "it is cut off: the record `end` is missing")]
        }
        guard told == records else {
            return [(0, "it is not whole: it has \(records) records, and should have \(told)")]
        }
        return []
    }
}
