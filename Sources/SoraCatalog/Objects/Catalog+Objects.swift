package import SoraModel
import SoraSQLite

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
        try database.read { connection in
            var rows = ObjectRows(selection, select: columns, folder: folder.path)
            if selection.order == .bestFirst, let query = selection.query,
                let ranked = try ranked(query, on: connection)
            {
                let shown = query.asksForHidden ? QueryCondition.always : Self.shown
                for part in rows.parts(of: ranked.numbers) where !rows.isDone {
                    try rows.lend(part.list, shown, order: .asNumbered, on: connection, body)
                }
                guard !ranked.isComplete, !rows.isDone else { return }
                let others = QueryCondition(
                    "video.id NOT IN (SELECT value FROM json_each(?))", [ranked.numbers.list])
                let rest = try condition(of: query, on: connection)
                return try rows.lend(
                    nil, .joined([rest, others], by: "AND"), order: .newestFirst, on: connection,
                    body)
            }
            var wanted = QueryCondition.always
            if let query = selection.query {
                wanted = try condition(of: query, on: connection)
            } else if selection.numbers == nil {
                wanted = try condition(of: Query(kind: selection.kind), on: connection)
            }
            try rows.lend(
                selection.numbers?.list, wanted, order: selection.order, on: connection, body)
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
