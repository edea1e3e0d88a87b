import SoraCatalog
import SoraLibrary
import SoraModel
import SoraSync
import SoraSystem
import SoraTerminal
import Synchronization

/// Tells others what a pass did: the library's hooks, and the user's desktop.
///
/// It never throws, and comes after the pass, when nothing of the library is locked for writing: what becomes
/// of it is no matter of the sync's.
final class SyncTelling: Sendable {
    private let library: Library
    private let notifies: Bool
    /// The results whose end was told, and what was said that need not be said again.
    private let told = Mutex<(expiring: Set<Int64>, lines: Set<String>)>(([], []))

    /// How long before a result is gone that is told, in seconds: three runs of a usual schedule.
    private static let expiryWarning = 900.0

    init(_ library: Library, notifies: Bool) {
        self.library = library
        self.notifies = notifies
    }

    /// Tells of a pass.
    ///
    /// - Parameters:
    ///   - news: what happened in it.
    ///   - summary: what it did.
    ///   - isStopping: whether the program is to end now.
    /// - Returns: what hooks wrote and what went wrong with them, a line each; safe for a terminal.
    func tell(
        _ news: NewsDesk.News, after summary: SyncSummary,
        isStopping: @escaping @Sendable () -> Bool
    ) async -> [String] {
        let expiring = expiringTasks()
        var lines: [String] = []
        if notifies, let notice = NoticeText(news, expiring: expiring.count),
            let problem = await library.notify(
                notice.title, prompts(of: news), isUrgent: notice.isUrgent, isStopping: isStopping)
        {
            lines.append(problem)
        }
        let isAnything =
            summary.hasNews || !news.isEmpty || !expiring.isEmpty
        let events: [(HookEvent, tasks: [Int64], videos: [Int64], happened: Bool)] = [
            (.succeeded, news.succeeded, news.videos, !news.succeeded.isEmpty),
            (.mismatch, news.mismatched, news.mismatchedVideos, !news.mismatched.isEmpty),
            (.failed, news.failed, [], !news.failed.isEmpty),
            (.uncertain, news.uncertain, [], !news.uncertain.isEmpty),
            (.expiring, expiring, [], !expiring.isEmpty),
            (.afterSync, [], [], isAnything),
        ]
        // Beside each other: one that hangs does not keep the others from being told.
        let said = await withTaskGroup(of: (HookEvent, [String]).self) { group in
            for (event, tasks, videos, happened) in events where happened && !isStopping() {
                group.addTask { [library] in
                    let message = HookMessage(
                        event, of: library, tasks: tasks, videos: videos, after: summary)
                    return (
                        event,
                        await library.runHook(
                            event, message: { try message.bytes() }, isStopping: isStopping)
                    )
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (event, _, _, _) in events { lines += said[event] ?? [] }
        return once(lines).map(Escaping.oneLine)
    }

    /// Tells of the only pass of a command, whose own output is out before.
    func tell(
        _ news: NewsDesk, after summary: SyncSummary, in context: CommandContext
    ) async throws {
        try context.output.flush()
        let interruption = context.interruption
        for line in await tell(
            news.take(), after: summary, isStopping: { interruption.isRequested })
        {
            context.say(line)
        }
    }

    /// Those that were not said before: a hook that is not allowed is told of once a run.
    private func once(_ lines: [String]) -> [String] {
        told.withLock { told in
            lines.filter { line in
                // As many as a run may say; from then on they are said again.
                if told.lines.count > 200 { told.lines = [] }
                let isStanding = line.hasPrefix("the hook ") || line.contains("notify-send")
                return !isStanding || told.lines.insert(line).inserted
            }
        }
    }

    /// The results that are soon gone and were not told of yet.
    private func expiringTasks() -> [Int64] {
        let now = library.context.system.time.now()
        let soon =
            (try? library.catalog.tasks(in: [.completed, .downloading]))?.filter { task in
                task.expiresAt.map { $0 - now < Self.expiryWarning } ?? false
            }.map(\.id) ?? []
        return told.withLock { told in
            let new = soon.filter { !told.expiring.contains($0) }
            told.expiring = Set(soon)
            return new
        }
    }

    /// The prompts of what happened, the first few of them.
    private func prompts(of news: NewsDesk.News) -> [String] {
        (news.failed + news.uncertain + news.succeeded).prefix(3).compactMap { number in
            var prompt: String?
            let field = ObjectShape.of(.task).fields.filter { $0.name == "prompt" }
            try? library.catalog.forEachRecord(
                of: ObjectSelection(.task, numbers: [number]), fields: field
            ) { cells in
                prompt = cells.first ?? nil
                return false
            }
            return prompt.map { "t\(number) \($0)" }
        }
    }
}
