package import SoraModel
import SoraSQLite

/// Which objects are wanted, and in which order.
package struct ObjectSelection: Sendable {
    /// `asNumbered` is the order of `numbers`.
    package enum Order: Sendable { case newestFirst, oldestFirst, asNumbered }

    /// The kind.
    package var kind: ObjectKind
    /// Only these numbers, or `nil` for all.
    package var numbers: [Int64]?
    /// Only what this finds, or `nil` for all; of the same kind.
    package var query: Query?
    /// The order.
    package var order: Order
    /// The most objects, or `nil` for no limit.
    package var limit: Int?

    package init(
        _ kind: ObjectKind, numbers: [Int64]? = nil, query: Query? = nil,
        order: Order = .newestFirst, limit: Int? = nil
    ) {
        self.kind = kind
        self.query = query
        self.numbers = numbers
        self.order = order
        self.limit = limit
    }
}

extension Catalog {
    /// Lends each object as one JSON text, rendered by SQLite; `body` returns false to stop.
    ///
    /// - Complexity: one index walk; memory does not grow with the rows.
    package func forEachJSON(
        of selection: ObjectSelection, fields: [String]? = nil, leavingNull hidden: [String] = [],
        _ body: (RawSpan) throws -> Bool
    ) throws {
        let shape = ObjectShape.of(selection.kind)
        let columns = fields?.compactMap { shape.field(named: $0) } ?? shape.fields
        let pairs = columns.map {
            "'\($0.name)', \(hidden.contains($0.name) ? "NULL" : $0.jsonSQL)"
        }
        .joined(separator: ", ")
        try forEachRow(of: selection, select: "json_object(\(pairs))") { row in
            try row.withTextBytes(0, body)
        }
    }

    /// Lends each object as the texts of some of its fields; `body` returns false to stop.
    package func forEachRecord(
        of selection: ObjectSelection, fields: [ObjectField],
        _ body: ([String?]) throws -> Bool
    ) throws {
        let columns = fields.map { $0.kind == .boolean ? $0.jsonSQL : $0.name }
        try forEachRow(of: selection, select: columns.joined(separator: ", ")) { row in
            try body((0..<fields.count).map { row.text($0) })
        }
    }

    private func forEachRow(
        of selection: ObjectSelection, select columns: String,
        _ body: (borrowing Row) throws -> Bool
    ) throws {
        let shape = ObjectShape.of(selection.kind)
        try database.read { connection in
            var sql = "SELECT \(columns) FROM (\(shape.source))"
            var values: [SQLValue] = shape.namesFiles ? [.text(folder.path)] : []
            var order = selection.order == .newestFirst ? "key DESC" : "key"
            if let numbers = selection.numbers {
                values.append(.text("[" + numbers.map(String.init).joined(separator: ",") + "]"))
                if selection.order == .asNumbered {
                    sql += " JOIN (SELECT key AS wanted_place, value AS wanted FROM json_each(?))"
                    sql += " ON key = wanted WHERE 1"
                    order = "wanted_place"
                } else {
                    sql += " WHERE key IN (SELECT value FROM json_each(?))"
                }
            } else {
                sql += " WHERE 1"
            }
            if let query = selection.query, !query.alternatives.isEmpty {
                let found = try querySQL(query, on: connection)
                sql += " AND key IN (\(found.sql))"
                values += found.values
            }
            sql += " ORDER BY \(order)"
            if let limit = selection.limit {
                sql += " LIMIT ?"
                values.append(SQLValue(limit))
            }
            try connection.forEachRow(sql, values, body)
        }
    }

    /// The number of the object that a handle, a uid or the start of a uid names.
    ///
    /// - Throws: `SoraError` with code `not_found`; `invalid` when the start of a uid is not unique.
    package func resolve(_ text: String, among kinds: [ObjectKind] = ObjectKind.allCases) throws
        -> Handle
    {
        if let handle = Handle(text) {
            let known = try database.read { connection in
                guard kinds.contains(handle.kind) else { return false }
                return try connection.integer(
                    "SELECT 1 FROM \(handle.kind.rawValue) WHERE id = ?", [.integer(handle.number)])
                    != nil
            }
            if known { return handle }
        } else if text.utf8.count >= 8,
            text.allSatisfy({ $0.isHexDigit || $0 == "-" })
        {
            let start = text.lowercased()
            let found = try database.read { connection in
                try kinds.flatMap { kind in
                    try connection.rows(
                        "SELECT id FROM \(kind.rawValue) WHERE uid >= ? AND uid < ? LIMIT 2",
                        [.text(start), .text(start + "~")]
                    ) { Handle(kind, $0.integer(0) ?? 0) }
                }
            }
            if found.count > 1 {
                throw SoraError(
                    .invalid, "\(text) is the start of several uids: \(found[0]) and \(found[1])",
                    hint: "give more of the uid, or the handle")
            }
            if let handle = found.first { return handle }
        }
        let expected =
            kinds.count > 2 ? "object" : kinds.map(\.rawValue).joined(separator: " or ")
        throw SoraError(
            .notFound, "there is no \(expected) \(text)",
            hint: kinds.count == 1
                ? "see `soralib list \(expected)s`"
                : "a handle is a letter and a number, such as v27 or t41; see `soralib list`")
    }
}
