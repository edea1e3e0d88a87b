import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Finishes what a killed run left, without any network.
struct Recovery: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    /// Decides every attempt without an outcome, and readies downloads to go on.
    func run() throws {
        let pending = try context.catalog.pendingAttempts()
        for attempt in pending { try finish(attempt) }
        for task in try context.catalog.tasks(in: [.downloading]) {
            try context.catalog.advance(
                task,
                TaskChange(to: .completed, "download was interrupted")
                    .next(at: context.system.time.now(), tries: 0))
        }
        try removeStrayReceipts()
        try removeStrayParts()
    }

    private func finish(_ attempt: SubmitAttempt) throws {
        let task = try context.catalog.task(number: attempt.task)
        let frozen = try FrozenRequest(text: task.request)
        let outcome: SubmitOutcome
        let files = context.system.files
        let folder = context.catalog.folder
        let response: HTTPResponse?
        do {
            response = try ReceiptSlot.response(to: attempt.uid, in: folder, files: files)
        } catch {
            throw error.forPeople
        }
        if let response {
            outcome = try frozen.endpoint.speaker().readSubmission(response, of: frozen)
        } else if attempt.phase == .armed {
            outcome = .notAccepted(
                reason: ProviderProblem(
                    .interrupted, message: "soralib ended before anything was sent"),
                retry: RetryAdvice(), pausesProvider: false)
        } else {
            outcome = .uncertain(
                ProviderProblem(
                    .interrupted, message: "soralib ended while the request was on its way"))
        }
        let decision = SubmitDecision(
            outcome, of: task, wire: frozen.endpoint.wire,
            schedule: Schedule(context.system, endpoint: frozen.endpoint))
        try context.catalog.finishSubmit(attempt: attempt.id, of: task, decision.result)
        ledger.count { summary in
            switch decision.event {
            case .submitted: summary.submitted += 1
            case .rejected: summary.failed += 1
            default: break
            }
        }
        context.observer.observe(decision.event)
        // A slot that stays is removed by the next run.
        try? ReceiptSlot.remove(attempt.uid, in: folder, files: files)
    }

    /// Removes receipts whose outcome is in the catalogue.
    private func removeStrayReceipts() throws {
        let files = context.system.files
        let folder = context.catalog.folder
        let needed = Set(try context.catalog.pendingAttempts().map(\.uid.text))
        do {
            guard try files.status(of: folder.receipts) != nil else { return }
            for name in try files.names(in: folder.receipts) where !needed.contains(name) {
                try files.remove("\(folder.receipts)/\(name)")
            }
        } catch {
            throw error.forPeople
        }
    }

    /// Removes partial files that no download knows of: a run was killed after it had made one, and
    /// before it had recorded it.
    private func removeStrayParts() throws {
        let files = context.system.files
        let folder = context.catalog.folder
        let needed = try context.catalog.downloadFiles()
        do {
            guard try files.status(of: folder.incoming) != nil else { return }
            for name in try files.names(in: folder.incoming)
            where name.hasPrefix("t") && name.hasSuffix(".part") && !needed.contains(name) {
                try files.remove("\(folder.incoming)/\(name)")
            }
        } catch {
            throw error.forPeople
        }
    }
}
