import SoraCatalog
import SoraMedia
import SoraModel
import SoraProviders
import SoraSystem

/// Fetches results that do not read once more, while the service has them: the bytes may have been
/// spoilt on the way.
///
/// What was stored first stays unless something better comes.
struct SecondLook: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    private var files: FileSystem { context.system.files }

    /// Looks again at the results of one provider.
    func run(_ line: Line) async throws {
        guard line.mayAsk, ledger.fatal == nil else { return }
        let corrupt = try context.catalog.corruptResults(
            of: line.provider.id, at: context.system.time.now())
        for (task, video) in corrupt where line.mayAsk && !ledger.tasks.isSetAside(task.id) {
            ledger.tasks.setAside(task.id)
            do {
                try await look(at: task, video, line)
            } catch {
                ledger.fail(error)
            }
        }
    }

    private func look(at task: TaskRecord, _ video: VideoRecord, _ line: Line) async throws {
        guard let frozen = try? FrozenRequest(text: task.request) else { return }
        let poller = Poller(context: context, ledger: ledger)
        let outcome: DownloadOutcome
        let folder = context.catalog.folder.incoming
        let name = "\(task.handle)-\(context.system.newUID()).part"
        defer { try? files.remove("\(folder)/\(name)") }
        switch try await ResultRequest.make(for: task, frozen, line, asking: poller) {
        case .not(let other): outcome = other
        case .ready(let ready):
            let part = try PartFile(
                in: folder, record: DownloadRecord(file: name), system: context.system,
                limit: frozen.endpoint.wire.resultLimit, secret: ready.key, newName: { name },
                save: { _ in }, progress: { _, _ in })
            outcome = try await Fetch(line: line, ready: ready).outcome(context, into: part)
            if case .complete = outcome { try part.settle(isWhole: true) }
        }
        switch outcome {
        case .complete(let start, _):
            try await compare("\(folder)/\(name)", start, task, video)
        case .gone(reason: let reason, answer: _), .another(reason: let reason),
            .refused(code: _, reason: let reason, evidence: _):
            try context.catalog.secondLook(at: task, video: video, better: nil, reason)
        // The next run tries again, for as long as the service has it.
        case .partial, .later, .local, .unusable, .keyless, .stopped: break
        }
    }

    private func compare(
        _ path: String, _ start: [UInt8], _ task: TaskRecord, _ video: VideoRecord
    ) async throws {
        let catalog = context.catalog
        let digest = try SHA256.digest(of: try files.open(path, .read), files: files)
        guard digest != video.file?.sha256 else {
            try catalog.secondLook(at: task, video: video, better: nil, "the same bytes")
            return
        }
        guard case .measured(let probe) = await context.prober.probe(path), probe.ok else {
            try catalog.secondLook(
                at: task, video: video, better: nil, "other bytes, which do not read either")
            return
        }
        guard let bytes = try files.status(of: path)?.bytes else { return }
        let file = StoredFile(
            sha256: digest, fileExtension: MediaSignature.fileExtension(start), bytes: bytes)
        let measured = Measured(probe, against: task.requested)
        let store = ObjectStore(folder: catalog.folder, files: files)
        try store.promote(path, as: file)
        try catalog.secondLook(
            at: task, video: video, better: (file, measured), "other bytes, which read well")
        ledger.tally.count(measured.outcome.verdict, of: task.id)
        context.observer.observe(
            .stored(
                task: task.id, video: video.id, verdict: measured.outcome.verdict,
                reasons: measured.outcome.reasons))
        if let old = video.file, try !catalog.isUsed(old) {
            try? files.remove(catalog.folder.object(old.sha256, old.fileExtension))
        }
    }
}
