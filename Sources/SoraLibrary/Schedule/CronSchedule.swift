import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
        let interval = ScheduleInterval(cronFields: fields)
        state.every = interval?.seconds
        state.nextRun = interval.map { Self.next($0, after: context.system.time.now()) }
        return state
    }

    /// The first minute after a moment in which cron starts it, by the clock on the wall.
    private static func next(_ interval: ScheduleInterval, after now: Timestamp) -> Timestamp {
        var moment = (now.milliseconds / 60_000 + 1) * 60
        let minutes = interval.seconds / 60
        for _ in 0..<(8 * 24 * 60) {
            var time = time_t(moment)
            var parts = unsafe tm()
            unsafe localtime_r(&time, &parts)
            let minute = unsafe Int(parts.tm_min)
            let hour = unsafe Int(parts.tm_hour)
            let day = unsafe Int(parts.tm_wday)
            let isDue =
                switch minutes {
                case ..<60: minute % minutes == 0
                case ..<1440: minute == 0 && hour % (minutes / 60) == 0
                case 1440: minute == 0 && hour == 0
                default: minute == 0 && hour == 0 && day == 0
                }
            if isDue { break }
            moment += 60
        }
        return Timestamp(milliseconds: Int64(moment) * 1000)
    }
}
