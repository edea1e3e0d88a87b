import SoraModel
import SoraSystem

/// A schedule by a line in the user's crontab.
struct CronSchedule {
    let context: LibraryContext

    /// The crontab; `nil` where there is no cron.
    ///
    /// - Throws: `SoraError` where it cannot be read: then it must not be written either.
    func table() throws -> CronTable? {
        guard let listed = try context.programs.run(["crontab", "-l"], [], context) else {
            return nil
        }
        if listed.status == 0 { return CronTable(listed.output) }
        let complaint = listed.complaint
        guard complaint.contains("no crontab") else {
            throw SoraError(.failed, "the crontab cannot be read: \(complaint)")
        }
        return CronTable([])
    }

    /// Writes the crontab; an empty one is removed.
    func write(_ table: CronTable) throws {
        let words = table.bytes.isEmpty ? ["crontab", "-r"] : ["crontab", "-"]
        let written = try context.programs.run(words, table.bytes, context)
        guard let written, written.status == 0 else {
            throw SoraError(
                .cannotWrite,
                "the crontab cannot be written: \(written?.complaint ?? "there is no crontab")")
        }
    }

    /// What is scheduled, or `nil`.
    func state(of uid: String) throws -> ScheduleState? {
        guard let line = try table()?.line(of: uid) else { return nil }
        var state = ScheduleState()
        state.method = .cron
        state.entry = line
        let fields = line.split(separator: " ", maxSplits: 5).prefix(5).joined(separator: " ")
        state.every = ScheduleInterval(cronFields: fields)?.seconds
        state.timing = state.every.map { "every \($0)" } ?? "cron \(fields)"
        state.nextRun = CronFields(fields)?.next(after: context.system.time.now())
        state.paths = CronTable.paths(ofLine: line)
        return state
    }

    /// What is scheduled for the library in a folder, or `nil`: for one that is not there now.
    func state(ofLibraryIn path: String) throws -> ScheduleState? {
        guard
            let line = try table()?.ownLines.first(where: {
                CronTable.paths(ofLine: $0)?.library == path
            }), let uid = line.split(separator: " ").last
        else { return nil }
        return try state(of: String(uid))
    }

    /// Runs the line once, with as little around it as cron gives (crontab(5)).
    ///
    /// - Returns: what it ended with, and what it said, or `nil` where that cannot be done.
    func runOnce(_ sync: ScheduledSync) throws -> ExternalPrograms.Outcome? {
        var words = ["/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "SHELL=/bin/sh"]
        for name in ["HOME", "LOGNAME"] {
            if let value = context.environment[name] { words.append("\(name)=\(value)") }
        }
        return try context.programs.run(
            words + ["/bin/sh", "-c", CronTable.command(sync)], [], context)
    }
}
