import SoraCatalog
import SoraMedia
import SoraModel
import SoraSystem

/// Takes a complete download into the library: hashed, probed, promoted, committed.
struct ResultStore: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    /// Stores a download whose bytes are all there.
    ///
    /// - Parameters:
    ///   - task: the task, which is `downloading`.
    ///   - record: the download; its file is synced.
    ///   - start: the file's first bytes.
    ///   - isLengthKnown: whether the service declared how many bytes there are. Where it did not,
    ///     the prober decides whether the file is whole, or else its outermost layer.
    /// - Returns: whether the file was accepted.
    /// - Throws: `SoraError` when the library cannot be written.
    func accept(
        _ task: TaskRecord, _ record: DownloadRecord, start: [UInt8], isLengthKnown: Bool
    ) async throws -> Bool {
        let path = "\(context.catalog.folder.incoming)/\(record.file)"
        try context.reach(.hashed)
        let probed = await context.prober.probe(path)
        if !isLengthKnown, try !isWhole(path, record, start, probed) { return false }
        var record = record
        do {
            let file = try context.system.files.open(path, .read)
            let digest = try SHA256.digest(of: file, files: context.system.files)
            record.stored = StoredFile(
                sha256: digest, fileExtension: MediaSignature.fileExtension(start),
                bytes: record.durableBytes)
        } catch {
            throw error.forPeople
        }
        guard let stored = record.stored else { return false }
        // Whoever finds the file promoted and the task unfinished knows it by this.
        try context.catalog.setDownload(record, ofTask: task.id)
        if context.has(.succeededUnpromoted) { try commit(task, stored, probed) }
        try context.reach(.beforePromotion)
        try promote(path, as: stored)
        try context.reach(.promoted)
        if context.has(.succeededUnpromoted) { return true }
        try commit(task, stored, probed)
        return true
    }

    /// Finishes what a killed run had hashed: the file has one of its two names.
    ///
    /// - Returns: false when it has neither, or is not what was hashed, so that it is to be fetched.
    func finish(
        _ task: TaskRecord, _ record: DownloadRecord, _ stored: StoredFile
    ) async throws -> Bool {
        let incoming = "\(context.catalog.folder.incoming)/\(record.file)"
        let files = context.system.files
        do {
            if try files.status(of: incoming) != nil {
                let digest = try SHA256.digest(
                    of: try files.open(incoming, .read), files: files)
                guard digest == stored.sha256 else { return false }
                try promote(incoming, as: stored)
            } else {
                let store = ObjectStore(folder: context.catalog.folder, files: files)
                guard try store.digest(of: stored) == stored.sha256 else { return false }
            }
        } catch let error as SystemError {
            throw error.forPeople
        }
        let path = context.catalog.folder.object(stored.sha256, stored.fileExtension)
        try commit(task, stored, await context.prober.probe(path))
        return true
    }

    /// Whether a file is whole whose length nobody declared.
    private func isWhole(
        _ path: String, _ record: DownloadRecord, _ start: [UInt8], _ probed: ProbeOutcome
    ) throws -> Bool {
        if case .measured(let probe) = probed { return probe.ok }
        let files = context.system.files
        do {
            let file = try files.open(path, .read)
            let size = record.durableBytes
            return MediaSignature.isMatroska(start)
                ? try SegmentWalk(file, size: size, files: files).problems.isEmpty
                : try BoxWalk(file, size: size, files: files).problems.isEmpty
        } catch {
            throw error.forPeople
        }
    }

    private func promote(_ path: String, as stored: StoredFile) throws {
        do {
            let system = context.system
            try ObjectStore(folder: context.catalog.folder, files: system.files)
                .promote(path, as: stored) { () throws(SystemError) in
                    try system.reach(.renamed)
                }
        } catch {
            throw error.forPeople
        }
    }

    private func commit(_ task: TaskRecord, _ stored: StoredFile, _ probed: ProbeOutcome) throws {
        let measured =
            switch probed {
            case .measured(let probe): Measured(probe, against: task.requested)
            // What is paid for is kept, whatever this machine lacks.
            case .unprobed(let reason), .impossible(let reason): Measured(unprobed: reason)
            }
        let video = try context.catalog.storeResult(of: task, file: stored, measured: measured)
        try context.reach(.stored)
        ledger.tally.count([.stored], from: task.state)
        ledger.tally.count(measured.outcome.verdict, of: task.id)
        context.observer.observe(
            .stored(
                task: task.id, video: video, verdict: measured.outcome.verdict,
                reasons: measured.outcome.reasons))
    }
}
