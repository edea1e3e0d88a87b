import SoraLibrary
import SoraModel
import SoraSync
import SoraSystem
import SoraTerminal
import Synchronization

/// What goes on beside the passes of a watch: the line of status, the service manager, hooks and notices.
final class WatchDesk: WatchListener {
    /// Keeps what happens.
    let news: NewsDesk
    /// The manager that started this service, or `nil`.
    let manager: ServiceManager?

    private let context: CommandContext
    private let library: Library
    private let telling: SyncTelling
    private let state = Mutex(State())

    private struct State {
        var progress: SyncProgress?
        var control: RunControl?
        var unreachable: [String] = []
        var managerStatus = ""
        var queue: AsyncStream<Told>.Continuation?
        var failure: OutputError?
        var isEnding = false
    }

    /// What a pass did, on its way to those who are told of it.
    private struct Told: Sendable {
        var news: NewsDesk.News
        var summary: SyncSummary
    }

    /// How many passes may be waiting to be told of; beyond that the oldest are not.
    private static let mostWaiting = 100
    /// How long hooks may go on when the watch ends, in seconds.
    private static let patience = 1.0

    init(
        _ context: CommandContext, _ library: Library, _ news: NewsDesk, _ telling: SyncTelling
    ) {
        self.context = context
        self.library = library
        self.news = news
        self.telling = telling
        manager = ServiceManager(environment: context.library.environment)
    }

    /// Watches until it is asked to end.
    func run(_ options: SyncOptions, timeout: Double?) async throws -> SyncSummary {
        let (passes, queue) = AsyncStream.makeStream(
            of: Told.self, bufferingPolicy: .bufferingNewest(Self.mostWaiting))
        state.withLock { $0.queue = queue }
        return try await withThrowingTaskGroup(of: SyncSummary?.self) { group in
            group.addTask { [self] in
                for await told in passes {
                    let lines = await telling.tell(told.news, after: told.summary) {
                        self.state.withLock { $0.isEnding }
                    }
                    for line in lines { say(line) }
                }
                return nil
            }
            let pulse = Task { [manager, time = library.context.system.time] in
                guard let manager, let seconds = manager.watchdogSeconds else { return }
                while !Task.isCancelled {
                    manager.tell("WATCHDOG=1")
                    try await time.sleep(seconds: seconds / 2)
                }
            }
            defer {
                pulse.cancel()
                manager?.tell("STOPPING=1")
            }
            let result: Result<SyncSummary, any Error>
            do {
                result = .success(
                    try await SyncRun(context).watch(library, options, timeout: timeout, self))
            } catch {
                result = .failure(error)
            }
            queue.finish()
            let end = Task { [self] in
                try await library.context.system.time.sleep(seconds: Self.patience)
                state.withLock { $0.isEnding = true }
            }
            _ = try await group.next()
            end.cancel()
            state.withLock { $0.progress = nil }
            if let failure = state.withLock({ $0.failure }) { throw failure }
            return try result.get()
        }
    }

    /// Shows what happens there from now on.
    func show(on progress: SyncProgress, _ control: RunControl) {
        state.withLock { state in
            state.progress = progress
            state.control = control
        }
    }

    func began() {
        manager?.tell("READY=1")
    }

    func passed(_ summary: SyncSummary) async {
        if context.options.effectiveFormat == .jsonl { writeLine(summary) }
        tellWays(summary)
        state.withLock { state in
            _ = state.queue?.yield(Told(news: news.take(), summary: summary))
        }
    }

    func waits(_ standing: WatchStanding) {
        let text = WatchText(standing, now: library.context.system.time.now())
        let (progress, isNew) = state.withLock { state in
            defer { state.managerStatus = text.plain }
            return (state.progress, state.managerStatus != text.plain)
        }
        progress?.status(text.live, plain: text.plain)
        if isNew { manager?.tell(status: text.plain) }
    }

    /// Says which providers cannot be reached any more, and which can again.
    private func tellWays(_ summary: SyncSummary) {
        let before = state.withLock { state in
            defer { state.unreachable = summary.unreachable }
            return state.unreachable
        }
        for name in summary.unreachable where !before.contains(name) {
            let reason = news.reasons[name].map { ": \(Escaping.oneLine($0))" } ?? ""
            say("no connection to \(Escaping.oneLine(name))\(reason); its tasks wait")
        }
        for name in before where !summary.unreachable.contains(name) {
            say("\(Escaping.oneLine(name)) can be reached again")
        }
    }

    /// One object a pass; who does not read any more ends the watch.
    private func writeLine(_ summary: SyncSummary) {
        do {
            try context.output.data.line(summary.json)
            try context.output.flush()
        } catch {
            let control = state.withLock { state in
                state.failure = error
                return state.control
            }
            control?.timeOut()
        }
    }

    private func say(_ line: String) {
        if let progress = state.withLock({ $0.progress }) {
            progress.tell(line)
        } else {
            context.say(line)
        }
    }
}
