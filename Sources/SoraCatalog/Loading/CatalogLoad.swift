import SoraModel
import SoraSQLite
import SoraSystem

/// Takes the records of a dump into a catalogue, all or none, in one transaction.
struct CatalogLoad {
    let catalog: Catalog
    let options: LoadOptions

    private static let cacheKilobytes = 20_000
    /// A new index is sorted in as much memory again.
    private static let sortingKilobytes = 10_000
    /// How many lines are taken in at once.
    private static let batch: Int64 = 1_000
    /// How many problems are told.
    static let toldProblems = 50

    /// Undoes a dry run.
    private struct DryRun: Error {}
    /// Another program wrote the first record meanwhile.
    private struct NoLongerEmpty: Error {}

    /// Takes in a file of records.
    ///
    /// - Parameters:
    ///   - path: the file: UTF-8, one JSON object a line.
    ///   - progress: is told the bytes that were read.
    /// - Returns: what came of it.
    /// - Throws: one `SoraError` of code `invalid` with every problem, by its line; nothing was changed then.
    func run(_ path: String, progress: (Int64) -> Void) throws -> LoadSummary {
        var summary = LoadSummary()
        let isEmpty = try catalog.database.read { try Self.isEmpty($0) }
        do {
            // Into an empty library, all references are checked at the end, at once.
            try catalog.changing(.final, checksReferences: !isEmpty) { connection, _ in
                guard try Self.isEmpty(connection) == isEmpty else { throw NoLongerEmpty() }
                summary = try load(path, isMapped: !isEmpty, on: connection, progress)
                if options.isDryRun { throw DryRun() }
            }
        } catch is DryRun {
            return summary
        } catch is NoLongerEmpty {
            return try run(path, progress: progress)
        }
        return summary
    }

    private static func isEmpty(_ connection: borrowing Connection) throws -> Bool {
        try !DumpTable.all.contains {
            try connection.integer("SELECT 1 FROM \($0.name) LIMIT 1") != nil
        }
    }

    private func load(
        _ path: String, isMapped: Bool, on connection: borrowing Connection,
        _ progress: (Int64) -> Void
    ) throws -> LoadSummary {
        try connection.run("PRAGMA defer_foreign_keys = ON")
        // Each row goes to another place of each index: with SQLite's 2 MB they are read again and again.
        try connection.run("PRAGMA cache_size = -\(Self.cacheKilobytes)")
        defer { try? connection.run("PRAGMA cache_size = -2000") }
        let suspended = try SuspendedSchema(isAll: !isMapped, on: connection)
        try connection.run(Self.temporaryTables)
        // Records of another library are looked up by what they are, again and again.
        if isMapped {
            try connection.run("CREATE INDEX temp.load_line_type ON load_line (type)")
        }
        defer { try? connection.run("DROP TABLE temp.load_line; DROP TABLE temp.load_id") }
        var problems: [(line: Int64, problem: String)] = []
        let reading = LoadReading(files: catalog.system.files, batch: Self.batch)
        if isMapped {
            problems += try reading.run(path, on: connection, progress: { _ in }) { connection in
                try LoadMap().number(on: connection)
            }
            try LoadMap().join(on: connection)
        }
        let writing = try LoadWriting(
            isMapped: isMapped, originals: try LoadedOriginals(of: catalog), on: connection)
        let merge = LoadMerge(catalog: catalog)
        var summary = LoadSummary()
        let found = try reading.run(
            path, on: connection, progress: progress, outlines: writing.outlines
        ) { connection in
            guard problems.count < Self.toldProblems || options.isLenient else { return [] }
            let wrong = try writing.run(
                isLenient: options.isLenient, on: connection)
            if isMapped, wrong.isEmpty { try merge.run(on: connection, &summary) }
            return wrong
        }
        // The first reading has told what cannot be read at all.
        if !isMapped || problems.isEmpty { problems += found }
        if options.isLenient {
            summary.leftOut = problems.map(\.problem)
        } else {
            try check(problems)
        }
        if !isMapped { try connection.run("PRAGMA cache_size = -\(Self.sortingKilobytes)") }
        try suspended.catchUp(on: connection)
        try LoadEnding(catalog: catalog, options: options, path: path, reading: reading)
            .run(isMapped: isMapped, on: connection, &summary)
        try suspended.restore(on: connection)
        return summary
    }

    private func check(_ problems: [(line: Int64, problem: String)]) throws {
        guard let first = problems.first else { return }
        if first.line == 1, first.problem == LoadReading.notAnObject {
            // Each line of some other file would be told as wrong, and none of that helps.
            throw SoraError(
                .invalid, "the file is no dump of a library: its first line is not a JSON object",
                hint: "nothing was loaded; `soralib library dump -o FILE` makes one")
        }
        let told = problems.prefix(Self.toldProblems).map { line, problem in
            line > 0 ? "line \(line): \(problem)" : problem
        }
        let more =
            problems.count > told.count ? ["and \(problems.count - told.count) more"] : []
        throw SoraError.all(told + more, of: "the file", hint: "nothing was loaded")
    }

    private static let temporaryTables = """
        CREATE TEMP TABLE load_line (
            n INTEGER PRIMARY KEY, type TEXT, uid TEXT, theirs INTEGER, ours INTEGER,
            known INTEGER NOT NULL DEFAULT 0, is_checked INTEGER NOT NULL,
            is_here INTEGER NOT NULL DEFAULT 0, line TEXT NOT NULL);
        CREATE TEMP TABLE load_id (
            type TEXT NOT NULL, theirs INTEGER NOT NULL, uid TEXT NOT NULL, n INTEGER NOT NULL,
            ours INTEGER, known INTEGER NOT NULL DEFAULT 0, key TEXT,
            provider INTEGER, PRIMARY KEY (type, theirs)) WITHOUT ROWID;
        CREATE UNIQUE INDEX temp.load_id_uid ON load_id (type, uid);
        """
}
