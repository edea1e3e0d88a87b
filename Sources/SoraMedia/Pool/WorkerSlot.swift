import Dispatch
import SoraModel
import SoraSystem
import Synchronization

/// A place for one worker, with a thread of its own that may block.
///
/// The worker is started by the first file and replaced when it fails.
final class WorkerSlot: Sendable {
    private let helper: String
    private let timeLimit: Double
    private let files: FileSystem
    private let thread: DispatchQueue
    /// Used on `thread` alone, so that the lock is always free.
    private let worker = Mutex<WorkerProcess?>(nil)

    /// How many workers a file may cost.
    static let tries = 3

    init(number: Int, helper: String, timeLimit: Double, files: FileSystem) {
        self.helper = helper
        self.timeLimit = timeLimit
        self.files = files
        thread = DispatchQueue(label: "soralib-media \(number)")
    }

    /// Measures one file off Swift's own threads.
    func probe(_ path: String) async -> ProbeOutcome {
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                thread.async {
                    waiting.resume(returning: self.measure(path, cancellation))
                }
            }
        } onCancel: {
            cancellation.cancel()
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

    private func measure(_ path: String, _ cancellation: Cancellation) -> ProbeOutcome {
        let probed: ProbedFile
        do {
            probed = try ProbedFile(path, files: files)
        } catch {
            return error.outcome
        }
        var failure = WorkerFailure.cancelled
        for _ in 0..<Self.tries {
            do {
                let answer = try ask(about: probed, cancellation)
                return Self.outcome(of: answer, path: path, bytes: probed.bytes)
            } catch {
                failure = error
                guard failure.isWorthAnotherTry else {
                    return .unprobed(reason: "the prober \(failure.words)")
                }
            }
        }
        return .unprobed(reason: "the prober failed \(Self.tries) times: it \(failure.words)")
    }

    private func ask(
        about probed: borrowing ProbedFile, _ cancellation: Cancellation
    ) throws(WorkerFailure) -> WorkerAnswer {
        // Asked before a worker is started for a file that nobody waits for any more.
        if cancellation.isCancelled { throw .cancelled }
        var worker = try takeRunning()
        let answer = try worker.ask(
            about: probed, timeLimit: timeLimit, cancellation: cancellation)
        keep(worker)
        return answer
    }

    /// The worker of the last file, or a new one when it has ended meanwhile.
    ///
    /// It is put back after a good answer alone: one that failed is ended and never asked again.
    private func takeRunning() throws(WorkerFailure) -> WorkerProcess {
        var taken: WorkerProcess?
        worker.withLock { swap(&taken, &$0) }
        if var running = taken.take(), running.isRunning { return running }
        do {
            return try WorkerProcess(helper: helper, files: files)
        } catch {
            throw .cannotStart(error)
        }
    }

    private func keep(_ running: consuming WorkerProcess) {
        var kept: WorkerProcess? = consume running
        worker.withLock { swap(&kept, &$0) }
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
