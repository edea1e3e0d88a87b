import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// Whether there is time and room for the results of what is ordered: one that cannot be fetched
/// before it expires, or not be stored, is paid for nothing.
struct ResultRoom {
    let context: SyncContext
    let ledger: RunLedger

    /// How long nothing is submitted where results come too slowly, in seconds.
    private static let behindSeconds = 30.0

    /// The bytes of all results that are ordered and not here, the task's own among them.
    func expectedBytes(with task: TaskRecord) throws -> Int64 {
        let seconds = task.requested.seconds.map { Int($0.rounded(.up)) }
        return try context.catalog.expectedBytes(withOneMoreOf: seconds)
    }

    /// Whether results come fast enough to be fetched before they expire, if they all are ready at once;
    /// else nothing more is ordered for a while.
    func isInTime(_ expected: Int64, _ task: TaskRecord, _ line: Line) -> Bool {
        guard let rate = ledger.fetching.bytesPerSecond,
            let frozen = try? FrozenRequest(text: task.request)
        else { return true }
        let lifetime = frozen.endpoint.wire.lifetimeSeconds
        guard Double(expected) > rate * Double(lifetime) else { return true }
        ledger.providers.rest(
            line.provider.id, until: context.system.time.now() + Self.behindSeconds)
        if ledger.fetching.tellBehind() {
            context.observer.observe(
                .notice(
                    "results come at \(Int(rate / 1024)) KiB a second: those that are ordered, about "
                        + "\(expected >> 20) MiB, could expire before they are fetched, so nothing more "
                        + "is submitted for now"))
        }
        return false
    }

    /// Refuses to order what cannot be stored beside all that is ordered already.
    ///
    /// - Parameters:
    ///   - expected: the bytes of all results that are ordered.
    ///   - reserve: the bytes that have to stay free.
    /// - Throws: `SoraError` `.diskFull` when there is less; what asking the disk ends with.
    func checkDisk(for expected: Int64, keeping reserve: Int64) throws {
        let (needed, overflow) = reserve.addingReportingOverflow(expected)
        let free: Int64
        do {
            free = try context.system.files.freeBytes(at: context.catalog.folder.path)
        } catch {
            throw error.forPeople
        }
        guard free >= needed, !overflow else {
            throw SoraError(
                .diskFull,
                "only \(free >> 20) MiB are free on the disk of \(context.catalog.folder.path): "
                    + "nothing is submitted that would leave less than "
                    + "\(reserve >> 20) MiB, and what is paid for may take \(expected >> 20) MiB",
                hint: "free some space, then run `soralib sync` again")
        }
    }
}
