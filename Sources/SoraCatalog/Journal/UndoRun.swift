import SoraModel
import SoraSQLite

/// Takes sets of changes back, from the newest change to the oldest, in the caller's transaction.
///
/// Each row has to be as the journal left it: what something else changed since is not overwritten.
struct UndoRun {
    let catalog: Catalog
    /// The set that this is.
    let set: Int64

    /// How many changes are read at once.
    private static let batch = 1000
    /// How many problems are told.
    private static let toldProblems = 20

    private struct Change {
        var id: Int64
        var source: String
        var row: Int64
        var part: String?
        var before: String?
        var after: String?
    }

    /// Takes back what the target says.
    func run(_ target: UndoTarget, on connection: borrowing Connection) throws -> UndoResult {
        let sets = try wanted(target, on: connection)
        let undoable = try standing(sets.filter(\.isUndoable), on: connection)
        guard let oldest = undoable.last?.id else {
            let final = sets.filter { !$0.isUndoable }
            guard !final.isEmpty else {
                throw SoraError(
                    .notFound, "nothing is different from what it was",
                    hint: "see `soralib history`")
            }
            throw SoraError(
                .failed,
                "none of these changes can be undone: "
                    + final.prefix(5).map(Self.words).joined(separator: ", "))
        }
        try takeBack(undoable, since: oldest, on: connection)
        try noteFieldChanges(on: connection)
        for one in undoable {
            try connection.execute(
                "UPDATE change_set SET undone_by = NULL WHERE undone_by = ?", [.integer(one.id)])
        }
        for one in undoable {
            try connection.execute(
                "UPDATE change_set SET undone_by = ? WHERE id = ?",
                [.integer(set), .integer(one.id)])
        }
        return UndoResult(undone: undoable, leftAlone: sets.filter { !$0.isUndoable })
    }

    /// A set as a person knows it.
    private static func words(_ set: ChangeSet) -> String {
        let command = set.command.isEmpty ? "a program" : "`\(set.command)`"
        return "\(set.id) (\(command) of \(Timestamp(milliseconds: set.at).iso8601))"
    }

    /// The sets to take back, the newest first.
    private func wanted(
        _ target: UndoTarget, on connection: borrowing Connection
    ) throws -> [ChangeSet] {
        let known = try connection.row(
            "SELECT min(id), max(id) FROM change_set WHERE id < ?", [.integer(set)]
        ) { (first: $0.integer(0), last: $0.integer(1)) }
        guard let first = known?.first, let last = known?.last else {
            throw SoraError(.notFound, "there is nothing to undo", hint: "see `soralib history`")
        }
        var after: Int64
        switch target {
        case .last:
            let found = try Catalog.sets("id = ?", [.integer(last)], on: connection)
            if let newest = found.first, !newest.isUndoable {
                throw SoraError(
                    .failed, "the last change cannot be undone: \(Self.words(newest))",
                    hint: "what was changed before it can be: "
                        + "`soralib undo --to N` takes back what came after N; see `soralib history`"
                )
            }
            return found
        case .after(let number): after = number
        case .since(let time):
            after =
                try connection.integer(
                    "SELECT max(id) FROM change_set WHERE at <= ? AND id < ?",
                    [.integer(time.milliseconds), .integer(set)]) ?? first - 1
        }
        guard after >= first - 1, after <= last else {
            throw SoraError(
                .notFound,
                "there is no change \(after) in the history, which goes from \(first) to \(last)",
                hint: "see `soralib history`")
        }
        if after == first - 1, first > 1, case .since = target {
            throw SoraError(
                .notFound, "the history does not go back so far: it begins with change \(first)",
                hint: "see `soralib history`")
        }
        let sets = try Catalog.sets(
            "id > ? AND id < ? ORDER BY id DESC", [.integer(after), .integer(set)], on: connection)
        guard !sets.isEmpty else {
            throw SoraError(
                .notFound, "nothing was changed after that", hint: "see `soralib history`")
        }
        return sets
    }

    /// Those sets that are not among what another of them has taken back: both together are nothing.
    private func standing(
        _ sets: [ChangeSet], on connection: borrowing Connection
    ) throws -> [ChangeSet] {
        let within = Set(sets.map(\.id))
        let taken = Dictionary(grouping: sets.filter { $0.undoneBy != nil }) { $0.undoneBy ?? 0 }
        var idle: Set<Int64> = []
        for (undo, targets) in taken where within.contains(undo) {
            let all = try connection.integer(
                "SELECT count(*) FROM change_set WHERE undone_by = ?", [.integer(undo)])
            guard all == Int64(targets.count) else { continue }
            idle.insert(undo)
            idle.formUnion(targets.map(\.id))
        }
        return sets.filter { !idle.contains($0.id) }
    }

    private func takeBack(
        _ sets: [ChangeSet], since oldest: Int64, on connection: borrowing Connection
    ) throws {
        var problems: [String] = []
        for set in sets where problems.count < Self.toldProblems {
            problems += try takeBack(set, since: oldest, on: connection)
        }
        guard problems.isEmpty else {
            throw SoraError.all(
                Array(problems.prefix(Self.toldProblems)), of: "undoing that", code: .failed,
                hint: "nothing was changed; see `soralib history`")
        }
    }

    /// Takes back one set.
    ///
    /// - Returns: what cannot be.
    private func takeBack(
        _ set: ChangeSet, since oldest: Int64, on connection: borrowing Connection
    ) throws -> [String] {
        var next = Int64.max
        var problems: [String] = []
        while problems.count < Self.toldProblems {
            let changes = try connection.rows(
                """
                SELECT id, source, row_id, part, before, after FROM change
                WHERE set_id = ? AND id <= ? ORDER BY id DESC LIMIT ?
                """, [.integer(set.id), .integer(next), SQLValue(Self.batch)]
            ) { row in
                Change(
                    id: row.integer(0) ?? 0, source: row.text(1) ?? "", row: row.integer(2) ?? 0,
                    part: row.text(3), before: row.text(4), after: row.text(5))
            }
            guard let last = changes.last else { break }
            next = last.id - 1
            var rest = changes[...]
            while let change = rest.first {
                let same = rest.prefix {
                    $0.source == change.source && ($0.before == nil) == (change.before == nil)
                        && ($0.after == nil) == (change.after == nil)
                }
                rest = rest.dropFirst(same.count)
                if let table = JournalTable.named(change.source) {
                    problems += try takeBack(same, in: table, on: connection)
                } else {
                    for one in same {
                        problems += try cancel(one, since: oldest, on: connection)
                    }
                }
            }
        }
        return problems
    }

    /// Takes back changes of one table and one kind.
    private func takeBack(
        _ changes: ArraySlice<Change>, in table: JournalTable, on connection: borrowing Connection
    ) throws -> [String] {
        guard let kind = changes.first else { return [] }
        let key = "\(table.key) = ?1" + (table.part.map { " AND \($0) = ?2" } ?? " AND ?2 IS NULL")
        func list(_ names: [String], _ join: String, _ one: (String, Int) -> String) -> String {
            names.enumerated().map { one($1, $0) }.joined(separator: join)
        }
        let sql: String
        switch (kind.before, kind.after) {
        case (_?, _?):
            // A clip without a file is in no trash: its place in it went when it was purged.
            let isGone = "file_state = 'absent'"
            let to = list(table.changing, ", ") { name, index in
                let value = "json_extract(?3, '$[\(index)]')"
                return name == "trashed_at"
                    ? "\(name) = CASE WHEN \(isGone) THEN \(name) ELSE \(value) END"
                    : "\(name) = \(value)"
            }
            let from = list(table.changing, "") { name, index in
                let holds = "\(name) IS json_extract(?4, '$[\(index)]')"
                return name == "trashed_at" ? " AND (\(holds) OR \(isGone))" : " AND \(holds)"
            }
            sql = "UPDATE \(table.name) SET \(to) WHERE \(key)\(from)"
        case (nil, _):
            let from = list(table.columns, "") { " AND \($0) IS json_extract(?4, '$[\($1)]')" }
            sql = "DELETE FROM \(table.name) WHERE \(key)\(from) AND ?3 IS NULL AND ?4 IS NOT NULL"
        default:
            let names = [table.key] + (table.part.map { [$0] } ?? []) + table.columns
            let values =
                ["?1"] + (table.part == nil ? [] : ["?2"])
                + table.columns.indices.map { "json_extract(?3, '$[\($0)]')" }
            sql = """
                INSERT INTO \(table.name) (\(names.joined(separator: ", ")))
                SELECT \(values.joined(separator: ", ")) WHERE ?4 IS NULL AND (?2 IS NULL OR ?2 IS NOT NULL)
                """
        }
        let command = try connection.prepare(sql)
        var problems: [String] = []
        for change in changes {
            if try Self.perform(command, for: change, on: connection) { continue }
            problems.append(Self.conflict(change))
            if problems.count >= Self.toldProblems { break }
        }
        return problems
    }

    /// Whether a change was taken back; not where something else has its name, or leads to it.
    private static func perform(
        _ command: borrowing PreparedCommand, for change: Change,
        on connection: borrowing Connection
    ) throws -> Bool {
        do {
            try command.run([
                .integer(change.row), SQLValue(change.part), SQLValue(change.before),
                SQLValue(change.after),
            ])
        } catch {
            guard error.isConstraint else { throw error }
            return false
        }
        return connection.changes == 1
    }

    private static func conflict(_ change: Change) -> String {
        let object =
            switch change.source {
            case "video", "video_tag", "video_field", "collection_video": "v\(change.row)"
            case "prompt", "prompt_tag": "p\(change.row)"
            case "image", "image_tag": "i\(change.row)"
            default: "\(change.source) \(change.row)"
            }
        return change.before == nil && change.source == "prompt"
            ? "\(object) is in use by now, or was changed since"
            : "\(object) was changed since by something that is not in the history (\(change.source))"
    }

    /// Takes back that a task was queued; that one was cancelled cannot be.
    private func cancel(
        _ change: Change, since oldest: Int64, on connection: borrowing Connection
    ) throws -> [String] {
        let task = Handle(.task, change.row)
        guard change.before == nil else {
            // Where the queueing is taken back too, there is nothing to bring back.
            let isQueuedWithin = try connection.integer(
                """
                SELECT 1 FROM change WHERE set_id BETWEEN ? AND ? AND source = 'task' AND row_id = ?
                    AND before IS NULL
                """, [.integer(oldest), .integer(set - 1), .integer(change.row)])
            return isQueuedWithin != nil
                ? []
                : [
                    "\(task) was cancelled, and stays so: `soralib task retry \(task)` queues it again"
                ]
        }
        let word = try connection.text(
            "SELECT state FROM task WHERE id = ?", [.integer(change.row)])
        guard let state = TaskState(rawValue: word ?? "") else { return ["there is no \(task)"] }
        switch state {
        case .cancelled: return []
        case .draft, .queued:
            try catalog.advance(
                change.row, from: state, TaskChange(.calledOff, "cancelled by undo"), on: connection
            )
            try Journal(catalog: catalog).note(
                task: change.row, isNew: false, in: set, on: connection)
            return []
        default:
            return [
                "\(task) was sent, and is \(state.rawValue): the service cannot take it back, and it is paid"
            ]
        }
    }
}
