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
        if try context.catalog.wasClockSetBack() { try context.catalog.makeAllDue() }
        let pending = try context.catalog.pendingAttempts()
        for attempt in pending { try finish(attempt) }
        for task in try context.catalog.tasks(in: [.downloading]) {
            try context.catalog.advance(
                task,
                TaskChange(.downloadPostponed, "download was interrupted")
                    .next(at: context.system.time.now(), tries: 0))
        }
        try removeLeftovers()
    }

    private func finish(_ attempt: SubmitAttempt) throws {
        let task = try context.catalog.task(number: attempt.task)
        // Of a request that cannot be read nothing is proved, so that it is not sent again.
        let frozen = try? FrozenRequest(of: task, in: context.catalog)
        let outcome: SubmitOutcome
        try context.reach(.recovering)
        switch try receipt(of: attempt) {
        case .whole(let response):
            outcome =
                (try? frozen?.endpoint.speaker()).flatMap { $0 }.flatMap { dialect in
                    frozen.map { dialect.readSubmission(response, of: $0) }
                }
                ?? .uncertain(
                    ProviderProblem(
                        .notUnderstood, status: response.status,
                        message: "the answer is there, and this soralib cannot read it",
                        body: Redaction.body(response.body)))
        case .torn(let fragment):
            outcome = .uncertain(
                ProviderProblem(
                    .interrupted, message: "soralib ended while it wrote the answer down",
                    body: Redaction.body(fragment)))
        case nil where attempt.phase == .armed || context.has(.unknownSentAgain):
            outcome = .unsent("soralib ended before anything was sent")
        case nil:
            outcome = .uncertain(
                ProviderProblem(
                    .interrupted, message: "soralib ended while the request was on its way"))
        }
        _ = try Settlement(context: context, ledger: ledger).commit(
            outcome, attempt: attempt.id, uid: attempt.uid, of: task, frozen)
    }

    private func receipt(of attempt: SubmitAttempt) throws -> Receipt.Found? {
        if context.has(.receiptIgnored) { return nil }
        do {
            return try ReceiptSlot.found(
                for: attempt.uid, in: context.catalog.folder, files: context.system.files)
        } catch {
            throw error.forPeople
        }
    }

    /// Removes receipts whose outcome is in the catalogue, and the files of downloads that are none
    /// any more; what cannot be removed is left for the next run.
    private func removeLeftovers() throws {
        try context.reach(.clearing)
        if context.has(.leftoversKept) { return }
        let files = context.system.files
        let folder = context.catalog.folder
        let receipts = Set(try context.catalog.pendingAttempts().map(\.uid.text))
        for name in names(in: folder.receipts) where !receipts.contains(name) {
            try? files.remove("\(folder.receipts)/\(name)")
        }
        // An import beside this run has files of other names there.
        let downloads = try context.catalog.downloadFiles()
        for name in names(in: folder.incoming)
        where name.hasPrefix("t") && name.hasSuffix(".part") && !downloads.contains(name) {
            try? files.remove("\(folder.incoming)/\(name)")
        }
    }

    private func names(in folder: String) -> [String] {
        (try? context.system.files.names(in: folder)) ?? []
    }
}
