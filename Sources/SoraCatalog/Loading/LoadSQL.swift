import SoraSQLite

/// The SQL that takes a batch of records into a table and the tables that belong to it.
///
/// Every statement takes the number of the only line that it is for as `?1`, or NULL for all lines.
struct LoadSQL {
    /// The table.
    let name: String
    /// For each column, the value that a record has for it.
    private let values: [(column: String, value: String)]
    /// The statements for the lists, by their names.
    private let lists: [(name: String, statement: String)]
    /// The names that a record may have.
    let members: Set<String>
    /// Per list, the names that an element may have; none where its elements are plain values.
    let elements: [String: Set<String>]

    /// - Parameters:
    ///   - table: the table.
    ///   - isMapped: whether numbers of records are those of another library, and `load_id` tells ours.
    ///   - connection: where the table is.
    /// - Throws: `SQLiteError` when the table cannot be read.
    init(_ table: DumpTable, isMapped: Bool, on connection: borrowing Connection) throws {
        let shape = try TableShape.read(table.name, on: connection)
        name = table.name
        values = shape.columns.map { column in
            let source = "json_extract(l.line, '$.\(column.name)')"
            let value =
                switch column.name {
                case "id": "l.ours"
                case "file_state": LoadedOriginals.state(source)
                default: Self.value(column, source, isMapped)
                }
            return (column.name, value)
        }
        var lists: [(String, String)] = []
        var members = Set(shape.columns.map(\.name)).union(["record"])
        var elements: [String: Set<String>] = [:]
        for child in table.children {
            let inner = try TableShape.read(child.name, on: connection)
            let columns = child.columns(of: inner)
            let isPlain = columns.count == 1
            var names = [child.owner] + columns.map(\.name)
            var parts = ["l.ours"]
            parts += columns.map { column in
                let path =
                    isPlain
                    ? "CASE WHEN part.type NOT IN ('object', 'array') THEN part.value END"
                    : "json_extract(part.value, '$.\(column.name)')"
                return Self.value(column, path, isMapped)
            }
            if let kind = child.kind {
                names.append("kind")
                parts.append("'\(kind)'")
            }
            lists.append(
                (
                    child.name,
                    "INSERT INTO \(child.name) (\(names.joined(separator: ", "))) "
                        + "SELECT \(parts.joined(separator: ", ")) "
                        + "FROM temp.load_line AS l, json_each(l.line, '$.\(child.name)') AS part "
                        + "WHERE l.type = '\(table.name)' AND NOT l.known "
                        + "AND (?1 IS NULL OR l.n = ?1) ORDER BY l.n, part.id"
                ))
            members.insert(child.name)
            elements[child.name] = isPlain ? [] : Set(columns.map(\.name))
        }
        self.lists = lists
        self.members = members
        self.elements = elements
    }

    /// The statements, in their order, for records that have no members but these.
    ///
    /// A member that none has is not looked for: that is half of the work with a line.
    func statements(_ members: Set<String>) -> [String] {
        let present = values.filter { $0.column == "id" || members.contains($0.column) }
        let rows =
            "INSERT INTO \(name) (\(present.map(\.column).joined(separator: ", "))) "
            + "SELECT \(present.map(\.value).joined(separator: ", ")) FROM temp.load_line AS l "
            + "WHERE l.type = '\(name)' AND NOT l.known AND (?1 IS NULL OR l.n = ?1) ORDER BY l.n"
        // What belongs to a row comes first, so that the words of a video are indexed once, with its tags,
        // where triggers do it.
        return lists.filter { members.contains($0.name) }.map(\.statement) + [rows]
    }

    private static func value(
        _ column: TableShape.Column, _ source: String, _ isMapped: Bool
    ) -> String {
        if let target = column.reference, isMapped {
            // What names nothing is found out by the foreign keys, at the end.
            return "CASE WHEN \(source) IS NOT NULL THEN coalesce((SELECT ours FROM temp.load_id "
                + "WHERE type = '\(target)' AND theirs = \(source)), -1) END"
        }
        return column.fallback.map { "coalesce(\(source), \($0))" } ?? source
    }
}
