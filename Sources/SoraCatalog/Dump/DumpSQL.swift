import SoraSQLite

/// The SQL that writes the rows of a table as records: the columns by their names, without those that
/// are NULL, and a list for each table whose rows belong to it.
struct DumpSQL {
    /// The record of a row, as SQL; `row` is the table.
    let record: String
    private let table: String
    /// A SELECT of one column, the record; conditions about `row` may be appended.
    var select: String { "SELECT \(record) FROM \(table) AS row" }

    init(_ table: DumpTable, on connection: borrowing Connection) throws {
        let shape = try TableShape.read(table.name, on: connection)
        var pairs = ["'record', '\(table.name)'"]
        pairs += shape.columns.map { "'\($0.name)', \(Self.value(of: $0, in: "row"))" }
        for child in table.children {
            let inner = try TableShape.read(child.name, on: connection)
            pairs.append("'\(child.name)', \(Self.list(child, inner))")
        }
        // A patch drops the members that are null (RFC 7396).
        record = "json_patch('{}', json_object(\(pairs.joined(separator: ", "))))"
        self.table = table.name
    }

    private static func list(_ child: DumpChild, _ shape: TableShape) -> String {
        let columns = child.columns(of: shape)
        let element =
            columns.count == 1
            ? value(of: columns[0], in: "part")
            : "json_patch('{}', json_object("
                + columns.map { "'\($0.name)', \(value(of: $0, in: "part"))" }
                .joined(separator: ", ") + "))"
        let kind = child.kind.map { " AND kind = '\($0)'" } ?? ""
        return "json(nullif((SELECT json_group_array(\(element)) FROM "
            + "(SELECT * FROM \(child.name) WHERE \(child.owner) = row.id\(kind) ORDER BY \(child.order)) AS part),"
            + " '[]'))"
    }

    /// A value as JSON.
    ///
    /// Of a number with a fraction as many digits as bring the same one back: JSON functions write 15,
    /// and some need 17.
    static func value(of column: TableShape.Column, in table: String) -> String {
        let name = "\(table).\(column.name)"
        guard column.type == "REAL" else { return name }
        return "json(CASE WHEN CAST(printf('%!.15g', \(name)) AS REAL) = \(name) "
            + "THEN printf('%!.15g', \(name)) "
            + "WHEN \(name) IS NOT NULL THEN printf('%!.17g', \(name)) END)"
    }
}
