import SoraSQLite

/// The columns of a table, as the database itself tells them.
struct TableShape {
    /// One column.
    struct Column {
        let name: String
        /// `INTEGER`, `REAL` or `TEXT`.
        let type: String
        /// The default, as SQL; `nil` for none.
        let fallback: String?
        /// The table that it names a row of.
        let reference: String?
    }

    let name: String
    let columns: [Column]

    /// Reads the shape of a table.
    static func read(_ table: String, on connection: borrowing Connection) throws -> TableShape {
        let references = try connection.rows(
            "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)", [.text(table)]
        ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
        let targets = Dictionary(references) { first, _ in first }
        let columns = try connection.rows(
            "SELECT name, type, dflt_value FROM pragma_table_info(?) ORDER BY cid", [.text(table)]
        ) { row in
            let name = row.text(0) ?? ""
            return Column(
                name: name, type: row.text(1) ?? "", fallback: row.text(2),
                reference: targets[name])
        }
        return TableShape(name: table, columns: columns)
    }
}
