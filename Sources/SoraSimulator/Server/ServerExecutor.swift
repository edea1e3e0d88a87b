import Dispatch

/// Runs the work of a server on threads of its own.
///
/// Without it, a host that blocks Swift's few shared threads, for example while it waits for a
/// program that talks to this very server, would wait for ever.
final class ServerExecutor: TaskExecutor {
    static let shared = ServerExecutor()

    private let queue = DispatchQueue(label: "simulator", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
