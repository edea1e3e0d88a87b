import SoraCatalog
import SoraModel
import SoraSync
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes down a run: that it began, and how it ended.
///
/// What cannot be written is left out: the run itself does not fail for it, and tells of a full disk by itself.
struct RunLog {
    /// What is known of the run so far.
    var record: RunRecord
    private let catalog: Catalog
    private let attemptBefore: Int64

    /// Begins a run.
    init(_ catalog: Catalog, _ origin: RunRecord.Origin) {
        self.catalog = catalog
        record = RunRecord(
            startedAt: catalog.system.time.now(), origin: origin, pid: Int64(getpid()))
        attemptBefore = (try? catalog.lastAttempt()) ?? .max
        record.id = (try? catalog.begin(record)) ?? 0
    }

    /// Takes what a sync did.
    mutating func take(_ summary: SyncSummary, _ stored: [Int64]) {
        record.submitted = summary.submitted
        record.downloaded = summary.downloaded
        record.failed = summary.failed
        record.expired = summary.expired
        record.waiting = summary.waiting
        record.bytes = (try? catalog.bytes(ofVideos: stored)) ?? 0
        record.exitStatus = Int(summary.exitStatus.rawValue)
        record.message = summary.obstacles
    }

    /// Takes the error that ended a sync.
    mutating func take(_ error: any Error) {
        let error = (error as? SoraError) ?? SoraError(.failed, "\(error)")
        record.exitStatus = Int(error.code.exitStatus.rawValue)
        record.message = error.message
    }

    /// Ends the run.
    mutating func end() {
        guard record.id > 0 else { return }
        record.endedAt = catalog.system.time.now()
        record.spent = (try? catalog.spent(afterAttempt: attemptBefore)) ?? []
        try? catalog.end(record)
    }
}

extension SyncSummary {
    /// What kept a run from its work, in words, or `nil`.
    fileprivate var obstacles: String? {
        let words: [String] =
            (interrupted ? ["interrupted"] : [])
            + [
                (paused, "paused"), (unreachable, "not reached"), (unlisted, "not listed"),
                (overBudget, "over budget"),
            ].filter { !$0.0.isEmpty }.map { "\($0.1): \($0.0.joined(separator: ", "))" }
            + (uncertain > 0 ? ["\(uncertain) to decide"] : [])
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }
}
