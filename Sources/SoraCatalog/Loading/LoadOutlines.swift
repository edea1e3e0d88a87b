import SoraSQLite

/// The outlines of the records that were found good, and what the records of a batch have.
final class LoadOutlines {
    /// What records of an outline are, and the names of their members.
    private struct Meaning {
        let number: Int
        let table: String
        let members: Set<String>
    }

    private var known: [RecordOutline: Meaning] = [:]
    private var fresh: [Int64: RecordOutline] = [:]
    /// The names of the members that any record of the batch has, by table.
    private(set) var members: [String: Set<String>] = [:]
    /// Which outlines `members` has already.
    private var added: Set<Int> = []

    /// A file in which each record has another outline is not to fill the memory.
    private static let most = 1_000

    /// Whether no line of the batch so far needs a check.
    var isEachKnown: Bool { fresh.isEmpty }

    /// Notes a line of the batch.
    ///
    /// - Returns: whether another line of the same outline was found good, so that this one need not be checked.
    func note(_ line: LoadLine) -> Bool {
        guard let outline = line.outline else { return false }
        guard let meaning = known[outline], line.name != nil else {
            fresh[line.number] = outline
            return false
        }
        add(meaning)
        return true
    }

    /// Learns from the lines of the batch that are left after the check.
    func learn(on connection: borrowing Connection) throws {
        for (number, outline) in fresh {
            if let meaning = known[outline] {
                add(meaning)
                continue
            }
            var table: String?
            var names: Set<String> = []
            try connection.forEachRow(
                """
                SELECT l.type, m.key FROM temp.load_line AS l, json_each(l.line) AS m WHERE l.n = ?
                """, [.integer(number)]
            ) { row in
                table = row.text(0)
                names.insert(row.text(1) ?? "")
                return true
            }
            guard let table else { continue }
            if known.count < Self.most {
                let meaning = Meaning(number: known.count, table: table, members: names)
                known[outline] = meaning
                add(meaning)
            } else {
                members[table, default: []].formUnion(names)
            }
        }
        fresh = [:]
    }

    /// Begins the next batch.
    func forgetBatch() {
        members = [:]
        added = []
    }

    private func add(_ meaning: Meaning) {
        guard added.insert(meaning.number).inserted else { return }
        members[meaning.table, default: []].formUnion(meaning.members)
    }
}
