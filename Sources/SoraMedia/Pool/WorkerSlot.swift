import Dispatch
import SoraModel
import SoraSystem
import Synchronization

/// A place for one worker, with a thread of its own that may block.
///
/// The worker is started by the first file and replaced when it fails.
final class WorkerSlot: Sendable {
    private let helper: String
    /// Whether its workers are of those that decode.
    private let isDeep: Bool
    private let limits: WorkerLimits
    let files: FileSystem
    let thread: DispatchQueue
    /// Used on `thread` alone, so that the lock is always free.
    private let worker = Mutex<WorkerProcess?>(nil)

    /// How many workers a file may cost.
    static let tries = 3

    init(number: Int, helper: String, isDeep: Bool, limits: WorkerLimits, files: FileSystem) {
        self.helper = helper
        self.isDeep = isDeep
        self.limits = limits
        self.files = files
        thread = DispatchQueue(label: "soralib-media \(number)")
    }

    /// Measures files one after another, off Swift's own threads, and gives the outcomes in their order.
    func ask(_ question: WorkerQuestion, about paths: [String]) async -> [DeepOutcome] {
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                thread.async {
                    waiting.resume(
                        returning: paths.map { self.measure($0, question, cancellation) })
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// Starts the worker, unless it runs, and gives what it says of itself, or why it cannot work here.
    func greet() async -> Result<WorkerGreeting, WorkerFailure> {
        await withCheckedContinuation { waiting in
            thread.async {
                waiting.resume(returning: self.startAfresh())
            }
        }
    }

    /// Ends the worker; the next file starts another.
    func stop() async {
        await withCheckedContinuation { waiting in
            thread.async {
                self.worker.withLock { $0 = nil }
                waiting.resume()
            }
        }
    }

    private func measure(
        _ path: String, _ question: WorkerQuestion, _ cancellation: Cancellation
    ) -> DeepOutcome {
        let probed: ProbedFile
        do {
            probed = try ProbedFile(path, files: files)
        } catch {
            return DeepOutcome(outcome: error.outcome)
        }
        var failure = WorkerFailure.cancelled
        for _ in 0..<Self.tries {
            do {
                let answer = try ask(question, about: probed, cancellation)
                return DeepOutcome(
                    outcome: Self.outcome(of: answer, path: path, bytes: probed.bytes),
                    report: answer.deep)
            } catch {
                failure = error
                guard failure.isWorthAnotherTry else {
                    return DeepOutcome(
                        outcome: Self.outcome(of: failure, "the prober \(failure.words)"))
                }
            }
        }
        return DeepOutcome(
            outcome: Self.outcome(
                of: failure, "the prober failed \(Self.tries) times: it \(failure.words)"))
    }

    private func startAfresh() -> Result<WorkerGreeting, WorkerFailure> {
        worker.withLock { $0 = nil }
        var failure = WorkerFailure.cancelled
        for _ in 0..<Self.tries {
            do throws(WorkerFailure) {
                var fresh = try start()
                let greeting = try fresh.greeting(Cancellation())
                keep(fresh)
                return .success(greeting)
            } catch {
                failure = error
                guard failure.isWorthAnotherTry else { break }
            }
        }
        return .failure(failure)
    }

    private func ask(
        _ question: WorkerQuestion, about probed: borrowing ProbedFile,
        _ cancellation: Cancellation
    ) throws(WorkerFailure) -> WorkerAnswer {
        // Asked before a worker is started for a file that nobody waits for any more.
        if cancellation.isCancelled { throw .cancelled }
        var worker = try takeRunning(cancellation)
        let answer = try worker.ask(question, about: probed, cancellation: cancellation)
        keep(worker)
        return answer
    }

    /// The worker of the last file, or a new one when it has ended meanwhile.
    ///
    /// It is put back after a good answer alone: one that failed is ended and never asked again.
    func takeRunning(
        _ cancellation: Cancellation
    ) throws(WorkerFailure) -> WorkerProcess {
        var taken: WorkerProcess?
        worker.withLock { swap(&taken, &$0) }
        if var running = taken.take(), running.isRunning { return running }
        var fresh = try start()
        _ = try fresh.greeting(cancellation)
        return fresh
    }

    private func start() throws(WorkerFailure) -> WorkerProcess {
        do {
            return try WorkerProcess(
                helper: helper, arguments: isDeep ? ["--deep"] : [], limits: limits, files: files)
        } catch {
            throw .cannotStart(error)
        }
    }

    func keep(_ running: consuming WorkerProcess) {
        var kept: WorkerProcess? = consume running
        worker.withLock { swap(&kept, &$0) }
    }

    private static func outcome(of failure: WorkerFailure, _ words: String) -> ProbeOutcome {
        failure.isOfTheMachine ? .impossible(reason: words) : .unprobed(reason: words)
    }

    private static func outcome(
        of answer: WorkerAnswer, path: String, bytes: Int64
    ) -> ProbeOutcome {
        guard var probe = answer.probe else {
            return .unprobed(reason: answer.failure ?? "the prober gave no reason")
        }
        probe.path = path
        probe.bytes = bytes
        probe.tags = answer.tags ?? [:]
        return .measured(probe)
    }
}
