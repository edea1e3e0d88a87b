import SoraModel
import SoraSQLite
import SoraSystem

/// What is done when all records are in: whether everything that is named is there, what is held back, and
/// how many files are missing.
struct LoadEnding {
    let catalog: Catalog
    let options: LoadOptions
    /// The file that was loaded, and what reads it again.
    let path: String
    let reading: LoadReading

    private static let queue = HeldQueue(
        heldWords: "held: it was loaded, and may have been sent by the library it came from",
        uncertainWords: "it was loaded while the request was under way")

    func run(
        isMapped: Bool, on connection: borrowing Connection, _ summary: inout LoadSummary
    ) throws {
        // Of rows without checks, SQLite has counted nothing.
        if !isMapped || connection.hasDanglingReferences { try resolve(on: connection) }
        try catalog.joinPlaceholders(on: connection)
        try refuseCircles(on: connection, &summary)
        func isNew(_ table: String) -> String {
            isMapped
                ? "\(table).id IN (SELECT ours FROM temp.load_id WHERE type = '\(table)' AND NOT known)"
                : "1"
        }
        if isMapped {
            let collections = try connection.rows("SELECT id FROM collection") {
                $0.integer(0) ?? 0
            }
            for collection in collections {
                try Catalog.renumber(collection: collection, on: connection)
            }
        }
        for table in DumpTable.all.map(\.name) {
            summary.added[table] = Int(
                try connection.integer("SELECT count(*) FROM \(table) WHERE \(isNew(table))") ?? 0)
            guard isMapped else { continue }
            summary.known[table] = Int(
                try connection.integer(
                    "SELECT count(*) FROM temp.load_id WHERE type = ? AND known", [.text(table)])
                    ?? 0)
        }
        if !options.takesQueue {
            (summary.held, summary.uncertain) = try Self.queue.hold(
                where: isNew("task"), at: catalog.now, on: connection)
        }
        summary.missing = Int(
            try connection.integer(
                "SELECT count(*) FROM video WHERE file_state = 'missing' AND \(isNew("video"))")
                ?? 0)
    }

    /// Drops what names something that is not there, or refuses it.
    private func resolve(on connection: borrowing Connection) throws {
        let dangling = try connection.rows("PRAGMA foreign_key_check") { row in
            (
                table: row.text(0) ?? "", row: row.integer(1), target: row.text(2) ?? "",
                key: row.integer(3) ?? 0
            )
        }
        var problems: [String] = []
        for (table, row, target, key) in dangling {
            let column =
                try connection.text(
                    "SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE id = ?",
                    [.text(table), .integer(key)]) ?? ""
            if options.isLenient {
                try drop(column, of: table, row: row, naming: target, on: connection)
            } else if problems.count < 50 {
                let kind = ObjectKind(rawValue: table)
                let name =
                    row.flatMap { row in kind.map { Handle($0, row).description } } ?? "a \(table)"
                problems.append("\(name) names a \(target) that is not there (\(column))")
            }
        }
        guard problems.isEmpty else {
            throw SoraError.all(problems, of: "the file", hint: "nothing was loaded")
        }
    }

    /// Forgets a name of something that is not there; what is nothing without it goes too.
    private func drop(
        _ column: String, of table: String, row: Int64?, naming target: String,
        on connection: borrowing Connection
    ) throws {
        guard let row, DumpTable.named(table) != nil else {
            try connection.execute(
                "DELETE FROM \(table) WHERE NOT EXISTS (SELECT 1 FROM \(target) AS t WHERE t.id = \(column))"
            )
            return
        }
        // A first revision is what a prompt is without the one before it.
        let more = table == "prompt" ? ", revision = 1" : ""
        try connection.execute(
            "UPDATE \(table) SET \(column) = NULL\(more) WHERE rowid = ?", [.integer(row)])
    }
}
