import SoraSQLite

extension Catalog {
    /// The version of the form of a dump.
    package static let dumpFormat: Int64 = 1

    /// Every table of the catalogue: those whose rows are dumped, and those whose rows follow from others.
    package static var knownTables: Set<String> {
        Set(DumpTable.all.flatMap { [$0.name] + $0.children.map(\.name) }).union(DumpTable.derived)
    }

    /// Lends every record of the catalogue as one JSON text, in an order that stays: by kind, then by uid.
    ///
    /// All are of one moment; what is written meanwhile is not among them.
    ///
    /// - Parameter body: is lent each record: the library's first, the number of the others last.
    /// - Throws: what `body` throws; `SoraError` when the catalogue cannot be read.
    package func dump(_ body: (RawSpan) throws -> Void) throws {
        try database.read { connection in
            try connection.execute("BEGIN")
            defer { try? connection.execute("COMMIT") }
            try connection.forEachRow(
                """
                SELECT json_object('record', 'library', 'format', ?, 'uid', uid, 'schema', ?,
                                   'created_at', created_at) FROM library
                """, [.integer(Self.dumpFormat), SQLValue(Schema.version)]
            ) {
                try $0.withTextBytes(0, body); return true
            }
            var count: Int64 = 0
            for table in DumpTable.all {
                let sql = try DumpSQL(table, on: connection)
                try connection.forEachRow("\(sql.select) ORDER BY row.uid") { row in
                    try row.withTextBytes(0, body)
                    count += 1
                    return true
                }
            }
            try connection.forEachRow(
                "SELECT json_object('record', 'end', 'records', ?)", [.integer(count)]
            ) {
                try $0.withTextBytes(0, body); return true
            }
        }
    }
}
