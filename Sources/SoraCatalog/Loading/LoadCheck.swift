import SoraModel
import SoraSQLite

/// Finds what is wrong with the records of a batch before they are taken in.
struct LoadCheck {
    let tables: [String: LoadSQL]

    /// The lines that are no records, or have members that no record has.
    ///
    /// - Parameters:
    ///   - isEachKnown: whether each has the outline of one that was found good.
    ///   - connection: where the lines are.
    /// - Returns: what is wrong, by its line.
    /// - Throws: `SQLiteError` when they cannot be read.
    func problems(
        ofKnown isEachKnown: Bool, on connection: borrowing Connection
    ) throws -> [(line: Int64, problem: String)] {
        if isEachKnown { return [] }
        var problems: [(Int64, String)] = []
        let known = DumpTable.all.map { "'\($0.name)'" }.joined(separator: ", ")
        try connection.forEachRow(
            """
            SELECT n, type, uid IS NULL, theirs IS NULL FROM temp.load_line
            WHERE type IS NULL OR type NOT IN (\(known)) OR uid IS NULL OR theirs IS NULL
            """
        ) { row in
            let line = row.integer(0) ?? 0
            guard let type = row.text(1) else {
                problems.append((line, "it has no `record`, which tells what it is"))
                return true
            }
            if DumpTable.named(type) == nil {
                let names = DumpTable.all.map(\.name)
                let near = NearestNames.to(type, in: names).first.map { "; did you mean `\($0)`?" }
                problems.append((line, "there is no record `\(type)`" + (near ?? "")))
            } else {
                problems.append(
                    (line, "it needs a `uid` that is a text and an `id` that is a whole number"))
            }
            return true
        }
        for (type, sql) in tables.sorted(by: { $0.key < $1.key }) {
            try connection.forEachRow(
                """
                SELECT l.n, m.key, m.type FROM temp.load_line AS l, json_each(l.line) AS m
                WHERE l.type = ? AND NOT l.is_checked
                  AND (m.key NOT IN (\(Self.list(sql.members)))
                       OR (m.key IN (\(Self.list(Set(sql.elements.keys))))) <> (m.type = 'array')
                       OR m.type = 'object')
                """, [.text(type)]
            ) { row in
                let (line, name) = (row.integer(0) ?? 0, row.text(1) ?? "")
                if sql.elements[name] != nil {
                    problems.append((line, "`\(name)` has to be a list"))
                } else if sql.members.contains(name) {
                    problems.append((line, "`\(name)` cannot be \(row.text(2) ?? "")"))
                } else {
                    problems.append((line, Self.unknown(name, sql.members)))
                }
                return true
            }
            for (list, members) in sql.elements.sorted(by: { $0.key < $1.key })
            where !members.isEmpty {
                try connection.forEachRow(
                    """
                    SELECT l.n, m.key
                    FROM temp.load_line AS l, json_each(l.line, '$.\(list)') AS e, json_each(e.value) AS m
                    WHERE l.type = ? AND NOT l.is_checked AND e.type = 'object' AND m.key NOT IN (\(Self.list(members)))
                    """, [.text(type)]
                ) { row in
                    problems.append(
                        (
                            row.integer(0) ?? 0,
                            "in `\(list)`, " + Self.unknown(row.text(1) ?? "", members)
                        ))
                    return true
                }
            }
        }
        return problems
    }

    private static func list(_ names: Set<String>) -> String {
        names.sorted().map { "'\($0)'" }.joined(separator: ", ")
    }

    private static func unknown(_ name: String, _ members: Set<String>) -> String {
        let near = NearestNames.to(name, in: members.sorted()).first
        return "there is no field `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? "")
    }
}
