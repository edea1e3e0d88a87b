import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Commits what came of a request that may have charged, in a run or from its receipt.
struct Settlement {
    let context: SyncContext
    let ledger: RunLedger

    /// Commits an outcome, counts it, tells it, and then removes the receipt.
    ///
    /// - Parameters:
    ///   - outcome: what came of the request.
    ///   - attempt: the attempt's row number.
    ///   - uid: the attempt's uid, which names the receipt.
    ///   - task: the task, which is `submitting`.
    ///   - frozen: its request, or `nil` where it cannot be read.
    /// - Returns: what was decided.
    /// - Throws: `SoraError` when the catalogue cannot be written; the receipt then stays.
    func commit(
        _ outcome: SubmitOutcome, attempt: Int64, uid: UID, of task: TaskRecord,
        _ frozen: FrozenRequest?
    ) throws -> SubmitDecision {
        let catalog = context.catalog
        var decision = SubmitDecision(outcome, of: task, frozen, context.system)
        do {
            try catalog.finishSubmit(attempt: attempt, of: task, decision.result)
        } catch {
            guard case .accepted(let remote) = outcome else { throw error }
            guard let other = try? catalog.task(ofProvider: task.provider, named: remote.remoteID)
            else {
                // The receipt holds the answer; should that have failed too, a person must see the id.
                context.observer.observe(
                    .notice(
                        "task \(task.handle) was accepted as \(remote.remoteID), and the "
                            + "catalogue could not be written; the next sync reads its receipt"))
                throw error
            }
            // One id for two tasks: which of them the service has, a person must find out.
            let problem = ProviderProblem(
                .notUnderstood, status: remote.httpStatus,
                message: "the service named \(remote.remoteID), which is task t\(other)",
                requestID: remote.requestID, body: remote.status.body)
            decision = SubmitDecision(.uncertain(problem), of: task, frozen, context.system)
            try catalog.finishSubmit(attempt: attempt, of: task, decision.result)
        }
        try context.system.reach(.outcomeCommitted)
        ledger.tally.count([decision.result.change.event], from: task.state)
        // That a provider cannot be reached is told once, at the end of the run.
        if !decision.isUnreachable { context.observer.observe(decision.event) }
        if context.has(.receiptLeft) { return decision }
        // A slot that stays is removed by the next run.
        try? ReceiptSlot.remove(uid, in: catalog.folder, files: context.system.files)
        return decision
    }
}
