import SoraModel
import SoraSQLite
import SoraSystem

/// Brings the sidecars up to date with the catalogue.
///
/// They are not synced: the catalogue is, and what a power cut takes of the last half minute a check
/// finds and a repair writes again. A sync for each would make an import of small files twice as long.
struct SidecarWriter {
    let catalog: Catalog
    /// Whether all of the time is taken, however much is behind.
    let isPatient: Bool
    /// Whether what no original leads to waits for another time.
    let isCommonLeft: Bool

    private var folder: LibraryFolder { catalog.folder }
    private var files: FileSystem { catalog.system.files }

    /// The most bytes that a sidecar is read of.
    static let largest = 48 << 20
    /// How many originals are written between two changes of the catalogue.
    private static let batch = 500
    /// How many are written in a second, about.
    private static let perSecond = 2_000.0

    private struct Due {
        var video: Int64
        var changes: Int64
        var original: String?
    }

    /// Writes those that are behind.
    ///
    /// - Parameter seconds: after how long what is left is left, or `nil` for all. Where more are behind than can be
    ///   written in that time, as after a large load, a tenth of it is enough: no command is to wait for the work
    ///   that another left.
    /// - Returns: how many are behind still.
    /// - Throws: `SystemError`, `SoraError` when they cannot be written.
    func run(within seconds: Double?) throws -> Int {
        let (patience, batch) = try seconds.map(pace) ?? (.infinity, Self.batch)
        let end = catalog.system.time.uptime() + patience
        // Looked at again once the lock is free: who found it taken has left what it marked to this one.
        while try isDue() {
            try files.makeFolder(folder.sidecars)
            guard let lock = try FileLock.tryTaking(folder.sidecarLock, files: files) else {
                return 0
            }
            var isOver = false
            while !isOver, try writeBatch(of: batch) > 0 {
                isOver = catalog.system.time.uptime() >= end
            }
            _ = consume lock
            if isOver { break }
        }
        return try catalog.database.read {
            Int(try $0.integer("SELECT count(*) FROM sidecar_due") ?? 0)
        }
    }

    /// For how long, and how many at once.
    private func pace(_ seconds: Double) throws -> (seconds: Double, batch: Int) {
        let most = Int(seconds * Self.perSecond)
        let due = try catalog.database.read {
            try $0.integer(
                "SELECT count(*) FROM (SELECT 1 FROM sidecar_due LIMIT ?)", [SQLValue(most + 1)])
        }
        return due ?? 0 > most && !isPatient
            ? (seconds / 10, Self.batch / 5) : (seconds, Self.batch)
    }

    /// Whether anything is behind that this one writes.
    private func isDue() throws -> Bool {
        try catalog.database.read {
            try $0.integer(
                """
                SELECT 1 FROM sidecar_due LEFT JOIN video ON video.id = video_id
                WHERE video.sha256 IS NOT NULL OR NOT ? LIMIT 1
                """, [SQLValue(isCommonLeft)]) != nil
        }
    }

    private func writeBatch(of batch: Int) throws -> Int {
        let (due, texts, common) = try catalog.database.read { connection in
            let due = try connection.rows(
                """
                SELECT video_id, changes, video.sha256 FROM sidecar_due
                LEFT JOIN video ON video.id = video_id
                WHERE video.sha256 IS NOT NULL OR NOT ? ORDER BY video_id LIMIT ?
                """, [SQLValue(isCommonLeft), SQLValue(batch)]
            ) { Due(video: $0.integer(0) ?? 0, changes: $0.integer(1) ?? 0, original: $0.text(2)) }
            guard !due.isEmpty else { return (due, [String: [String]](), [String]?.none) }
            let records = try SidecarRecords(on: connection)
            let originals = Set(due.compactMap(\.original)).sorted()
            let isCommonDue = due.contains { $0.original == nil }
            return (
                due, try records.records(of: originals, on: connection),
                isCommonDue ? try records.commonRecords(on: connection) : nil
            )
        }
        guard !due.isEmpty else { return 0 }
        let library = try catalog.uid()
        for (original, records) in texts.sorted(by: { $0.key < $1.key }) {
            try write(records, of: library, to: folder.sidecar(original))
        }
        if let common { try write(common, of: library, to: folder.commonSidecar) }
        try catalog.system.reach(.sidecarsWritten)
        try catalog.database.write { connection in
            let delete = try connection.prepare(
                "DELETE FROM sidecar_due WHERE video_id = ? AND changes = ?")
            for one in due { try delete.run([.integer(one.video), .integer(one.changes)]) }
        }
        return due.count
    }

    /// What follows the head: the same for the same records.
    static func body(of records: [String]) -> String {
        ",\"records\":[\n" + records.joined(separator: ",\n") + "\n]}\n"
    }

    private func write(_ records: [String], of library: String, to path: String) throws {
        let head = JSONText.object([
            "soralib": "sidecar", "form": "\(Catalog.dumpFormat)", "library": library,
            "written_at": catalog.system.time.now().iso8601,
        ])
        let text = head.dropLast() + Self.body(of: records)
        if let slash = path.lastIndex(of: "/") { try files.makeFolder(String(path[..<slash])) }
        let draft = "\(path).new"
        try files.remove(draft)
        let file = try files.open(draft, .createNew)
        try files.write(Array(text.utf8), to: file, at: 0)
        try files.rename(draft, to: path)
    }
}
