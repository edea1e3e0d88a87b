package import SoraModel
import SoraSQLite

extension Catalog {
    /// Lends each object as one JSON text, rendered by SQLite; `body` returns false to stop.
    ///
    /// - Complexity: one index walk; memory does not grow with the rows, but for 8 bytes each where they are
    ///   sorted or found by a query.
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
        var rows = ObjectRows(
            self, selection, select: "json_object(\(pairs))", make: { $0.textBytes(1) },
            size: \.count)
        try lend(&rows, of: selection) { try unsafe body($0.span.bytes) }
    }

    /// Lends each object as the texts of some of its fields; `body` returns false to stop.
    package func forEachRecord(
        of selection: ObjectSelection, fields: [ObjectField],
        _ body: ([String?]) throws -> Bool
    ) throws {
        let columns = fields.map { $0.kind == .boolean ? $0.jsonSQL : $0.name }
        var rows = ObjectRows(
            self, selection, select: columns.joined(separator: ", "),
            make: { row in (0..<fields.count).map { row.text($0 + 1) } },
            size: { $0.reduce(0) { $0 + ($1?.utf8.count ?? 0) } })
        try lend(&rows, of: selection, body)
    }

    private func lend<Value>(
        _ rows: inout ObjectRows<Value>, of selection: ObjectSelection,
        _ body: (Value) throws -> Bool
    ) throws {
        if let numbers = selection.numbers {
            switch selection.order {
            case .asNumbered: return try rows.lend(numbers, body)
            case .oldestFirst: return try rows.lend(Set(numbers).sorted(), body)
            case .newestFirst, .bestFirst, .sorted:
                return try rows.lend(Set(numbers).sorted(by: >), body)
            }
        }
        let query = selection.query ?? Query(kind: selection.kind)
        if selection.order == .bestFirst,
            let ranked = try database.read({ try ranked(query, on: $0) })
        {
            try rows.lend(
                ranked.numbers, where: query.asksForHidden ? .always : Self.shown, body)
            guard !ranked.isComplete, !rows.isDone else { return }
            let others = QueryCondition(
                "video.id NOT IN (SELECT value FROM json_each(?))", [ranked.numbers.list])
            let rest = try numbers(
                matching: query, and: others, order: .newestFirst, limit: rows.wanted)
            return try rows.lend(rest, body)
        }
        var isSorted = false
        if case .sorted = selection.order { isSorted = true }
        if query.alternatives.isEmpty, !isSorted {
            let shown = try database.read { try condition(of: query, on: $0) }
            return try rows.lend(all: shown, oldestFirst: selection.order == .oldestFirst, body)
        }
        // A condition may cost a walk through an index each time that it is asked: it is asked once, and what
        // it finds is kept as numbers. The same holds for an order that is not the numbers' own.
        try rows.lend(
            numbers(matching: query, order: selection.order, limit: selection.limit), body)
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
            hint: try meant(by: text, among: kinds)
                ?? (kinds.count == 1
                    ? "see `soralib list \(expected)s`"
                    : "a handle is a letter and a number, such as v27 or t41; see `soralib list`"))
    }

    /// The objects that were probably meant by what is no handle, as a hint: `V27` and `27` for v27, and a handle of
    /// another kind.
    private func meant(by text: String, among kinds: [ObjectKind]) throws -> String? {
        let digits = text.drop { !$0.isASCII || !$0.isNumber }
        guard text.count <= 20, text.count - digits.count <= 1,
            let number = Int64(digits).map({ $0 }), "\(number)" == digits
        else { return nil }
        let letter = text.lowercased().first
        let all = kinds.map { Handle($0, number) }
        let sameLetter = all.filter { letter == $0.description.first }
        let wanted = sameLetter.isEmpty || letter?.isNumber == true ? all : sameLetter
        let known = try database.read { connection in
            try wanted.filter {
                try connection.integer(
                    "SELECT 1 FROM \($0.kind.rawValue) WHERE id = ?", [.integer(number)]) != nil
            }
        }
        guard let first = known.first else { return nil }
        let names = known.map(\.description).joined(separator: " or ")
        return "did you mean \(names)? `soralib show \(first)` tells what it is"
    }
}
