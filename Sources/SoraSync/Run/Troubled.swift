import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// A task whose trouble lies in itself, such as a request that this program cannot read.
///
/// It is left for later and must not hold others up: their results may expire meanwhile.
struct Troubled {
    let context: SyncContext
    let ledger: RunLedger

    /// How long such a task is left alone, in seconds.
    private static let pause = 3600.0

    /// The frozen request of a task, or `nil` where it cannot be read; the task is then set aside.
    ///
    /// - Throws: `SoraError` when the catalogue cannot be written.
    func request(of task: TaskRecord) throws -> FrozenRequest? {
        do {
            return try FrozenRequest(text: task.request)
        } catch {
            try setAside(task, error)
            return nil
        }
    }

    /// Keeps a task as it is, with the reason, and does not look at it again in this run.
    ///
    /// - Parameters:
    ///   - task: the task.
    ///   - error: what is wrong with it.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    func setAside(_ task: TaskRecord, _ error: SoraError) throws {
        ledger.tasks.setAside(task.id)
        try Steps(context: context, ledger: ledger).take(
            task,
            TaskChange(.setAside).unrecorded()
                .error(error.code.rawValue, error.message)
                .next(at: context.system.time.now() + Self.pause, tries: task.tries + 1))
        context.observer.observe(.notice("task \(task.handle): \(error.message)"))
    }
}
