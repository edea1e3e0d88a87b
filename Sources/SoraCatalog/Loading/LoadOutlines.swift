import SoraSQLite

/// The outlines of the records that were found good, and what the records of a batch have.
final class LoadOutlines {
    /// What records of an outline are, and the names of their members.
    private struct Meaning {
        let table: String
        let members: Set<String>
    }

    private var known: [RecordOutline: Meaning] = [:]
    private var fresh: [Int64: RecordOutline] = [:]
    /// The names of the members that any record of the batch has, by table.
    private(set) var members: [String: Set<String>] = [:]

    /// A file in which each record has another outline is not to fill the memory.
    private static let most = 1_000

    /// Notes a line of the batch.
    ///
    /// - Returns: whether another line of the same outline was found good.
    func note(_ line: ArraySlice<UInt8>, number: Int64) -> Bool {
        let outline = RecordOutline(line)
        guard let meaning = known[outline] else {
            fresh[number] = outline
            return false
        }
        add(meaning)
        return true
    }

    /// Learns from the lines of the batch that are left after the check.
    func learn(on connection: borrowing Connection) throws {
        for (number, outline) in fresh {
            guard known[outline] == nil else { continue }
            var table: String?
            var members: Set<String> = []
            try connection.forEachRow(
                """
                SELECT l.type, m.key FROM temp.load_line AS l, json_each(l.line) AS m WHERE l.n = ?
                """, [.integer(number)]
            ) { row in
                table = row.text(0)
                members.insert(row.text(1) ?? "")
                return true
            }
            guard let table else { continue }
            let meaning = Meaning(table: table, members: members)
            add(meaning)
            if known.count < Self.most { known[outline] = meaning }
        }
        fresh = [:]
    }

    /// Begins the next batch.
    func forgetBatch() { members = [:] }

    private func add(_ meaning: Meaning) {
        if members[meaning.table]?.isSuperset(of: meaning.members) == true { return }
        members[meaning.table, default: []].formUnion(meaning.members)
    }
}
