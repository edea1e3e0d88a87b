import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// What tasks start from that were queued before it was there.
struct Parentage: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    /// Holds back the queued tasks of a provider that would start from what will never be there; it is for
    /// a person to say what becomes of them.
    ///
    /// - Returns: those that cannot be sent now, since what they start from is still to come.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    func settle(of provider: Int64) throws -> Set<Int64> {
        let footings = try context.catalog.footings(provider: provider)
        for (task, footing) in footings.sorted(by: { $0.key < $1.key }) {
            guard case .gone(_, let reason) = footing else { continue }
            try hold(try context.catalog.task(number: task), reason)
        }
        return Self.waiting(footings)
    }

    /// Holds a task back.
    func hold(_ task: TaskRecord, _ reason: String) throws {
        try context.reach(.orphanFound)
        do {
            try Steps(context: context, ledger: ledger).take(
                task, TaskChange(.held, "held: \(reason)").error("parent_gone", reason))
        } catch {
            // Another command may have held or cancelled it meanwhile.
            let state = try context.catalog.task(number: task.id).state
            guard state == .draft || state == .cancelled else { throw error }
            return
        }
        context.observer.observe(
            .notice(
                "task \(task.handle) is held: \(reason); give it up with "
                    + "`soralib task cancel \(task.handle)`"))
    }

    /// The queued tasks that cannot be sent now.
    func waiting() throws -> Set<Int64> { Self.waiting(try context.catalog.footings()) }

    private static func waiting(_ footings: [Int64: Footing]) -> Set<Int64> {
        Set(footings.filter { if case .waiting = $0.value { true } else { false } }.keys)
    }
}

extension FrozenRequest {
    /// The request of a task, with the name that the service has for its parent since it was queued.
    init(of task: TaskRecord, in catalog: Catalog) throws(SoraError) {
        self = try FrozenRequest(text: task.request)
        guard request.awaited == .remoteID else { return }
        do {
            request.parent = try catalog.parentRemoteID(ofTask: task.id)
        } catch {
            throw SoraError(any: error)
        }
    }
}
