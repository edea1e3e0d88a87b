import SoraCatalog
import SoraLibrary
import SoraModel
import SoraSync
import SoraSystem

/// A run that a schedule starts: it looks first, and where nothing is due it ends there.
///
/// Nobody reads what it says: a disk that is not mounted and another run under way are no news.
struct ScheduledRun {
    private let context: CommandContext

    private let notifies: Bool

    init(_ context: CommandContext, notifies: Bool) {
        self.context = context
        self.notifies = notifies
    }

    /// Runs it.
    ///
    /// - Parameters:
    ///   - timeout: after how many seconds nothing new starts.
    ///   - options: gives what the sync in it does.
    /// - Throws: `SoraError`, and `StatusOnly` where it ends with another status than 0.
    func run(
        timeout: Double?, _ options: (Library) throws -> SyncOptions
    ) async throws {
        let work: ScheduledWork
        do {
            let looking = try context.openForReading()
            work = try looking.scheduledWork()
            guard work.isDue, !context.options.dryRun else { return try idle(looking, work) }
        } catch let error as SoraError where error.code == .noLibrary {
            context.say("\(error.message); nothing is done until its disk is there")
            return
        }
        let library = try context.openForWriting()
        let news = NewsDesk()
        let (summary, status): (SyncSummary, ExitStatus)
        do {
            (summary, status) = try await SyncRun(context).runScheduled(
                library, work, try options(library), timeout: timeout, news: news,
                origin: origin)
        } catch let error as SoraError where error.code == .locked {
            // The other run does what this one would.
            throw StatusOnly(status: error.code.exitStatus)
        }
        try context.write(json: summary.json) { SyncText(summary, afterWaiting: false).text }
        for warning in try library.lateResults().map(\.words) { context.say(warning) }
        try await SyncTelling(library, notifies: notifies).tell(news, after: summary, in: context)
        if status != .success { throw StatusOnly(status: status) }
    }

    private func idle(_ library: Library, _ work: ScheduledWork) throws {
        if context.options.dryRun {
            let parts = [
                (work.hasTasks, "take tasks further"), (work.checks, "check clips"),
                (work.backsUp, "copy the catalogue"), (work.settles, "write sidecars"),
            ].filter(\.0).map(\.1)
            return context.say(
                parts.isEmpty ? "nothing is due" : "would \(parts.joined(separator: ", "))")
        }
        library.noteIdleRun()
        if context.options.writesJSON {
            try context.write(json: SyncSummary().json) { "" }
        }
        if work.idleStatus != .success { throw StatusOnly(status: work.idleStatus) }
    }

    /// systemd names each start of a unit (systemd.exec(5)).
    private var origin: RunRecord.Origin {
        context.library.environment["INVOCATION_ID"] == nil ? .cron : .timer
    }
}
