/// A named moment at which a test lets the program die, or a call fail.
///
/// The names are those of `docs/reliability.md`.
package enum Failpoint: String, Sendable, CaseIterable {
    /// A queued task is about to be submitted.
    case beforeIntent = "FP01"
    /// The intent is written, and not committed.
    case intentUncommitted = "FP02"
    /// The intent is committed; there is no receipt slot.
    case intentCommitted = "FP03"
    /// The receipt slot is reserved; nothing is sent.
    case slotReserved = "FP04"
    /// `sending` is committed; the first byte is about to go.
    case sending = "FP05"
    /// The answer is read, and not in the slot.
    case answerRead = "FP08"
    /// The answer is written into the slot, and not synced.
    case receiptUnsynced = "FP09"
    /// The receipt is durable; the outcome is not committed.
    case receiptDurable = "FP10"
    /// The outcome is committed; the slot is still there.
    case outcomeCommitted = "FP11"
    /// The answer to a poll is read, and not committed.
    case pollAnswered = "FP12"
    /// The service says that a result is complete; that is not committed.
    case completionSeen = "FP13"
    /// A result is known to be complete, and its download not begun.
    case completed = "FP14"
    /// The partial file is made.
    case partCreated = "FP15"
    /// Part of the body is written.
    case bodyPart = "FP16"
    /// All of the body is written, and not synced.
    case bodyWritten = "FP17"
    /// The body is synced and hashed; the probe is to run.
    case hashed = "FP18"
    /// The digest is committed; the file has its old name.
    case beforePromotion = "FP19"
    /// The file has its new name; the folders are not synced.
    case renamed = "FP20"
    /// The file is promoted; the catalogue does not know.
    case promoted = "FP21"
    /// The result is committed.
    case stored = "FP22"
    /// The database of a new library is whole, and has not its name.
    case libraryBuilt = "FP24"
    /// A copy of the catalogue is whole, and has not its name.
    case backupWritten = "FP25"
    /// The catalogue is about to be replaced by a copy.
    case restoring = "FP33"
    /// Sidecars are written; the catalogue still has them as behind.
    case sidecarsWritten = "FP39"
    /// The write-ahead log is about to be moved into the database.
    case checkpoint = "FP26"
    /// A killed sync left a request without an outcome, which is about to be decided.
    case recovering = "FP27"
    /// What a killed sync left lying about is about to be removed.
    case clearing = "FP28"
    /// The service's list has the task of an unknown outcome; that is not committed.
    case adopting = "FP29"
    /// A file of an export has its name; others may follow.
    case exportedFile = "FP23"
    /// Every file of an export has its name; the export is not recorded.
    case exportedAll = "FP30"
    /// An export is recorded; the record of what was intended is still there.
    case exportRecorded = "FP31"
    /// Part of a file of an export is written, under its passing name.
    case exportedPart = "FP32"
    /// Part of a file that is imported is written.
    case importedPart = "FP34"
    /// A file that is imported is copied, hashed and synced; it is not measured.
    case importCopied = "FP35"
    /// Files that are imported have their names; the folders are not synced.
    case importRenamed = "FP36"
    /// Files that are imported have their names, durably; the catalogue does not know.
    case importPromoted = "FP37"
    /// An import is committed; originals that are moved are still there.
    case importCommitted = "FP38"
    /// A purge is committed; the files are still there.
    case purgeCommitted = "FP40"
    /// A file that was purged is deleted; others may follow.
    case purgeDeleted = "FP41"
    /// What a queued task starts from will never be there; that is not committed.
    case orphanFound = "FP42"
    /// The frame that a clip begins with is among the originals; the catalogue does not know.
    case frameStored = "FP43"
    /// A page of a service's list is read, and what is new in it is not committed.
    case listRead = "FP44"
    /// What is new in a page of a service's list is committed.
    case pageAdopted = "FP45"

    /// Those that an export passes.
    package static let ofExports: Set<Failpoint> = [
        .exportedFile, .exportedAll, .exportRecorded, .exportedPart,
    ]
    /// Those that an import passes.
    package static let ofImports: Set<Failpoint> = [
        .importedPart, .importCopied, .importRenamed, .importPromoted, .importCommitted,
    ]
    /// Those that making a copy of the catalogue passes, putting one back, or keeping sidecars.
    package static let ofBackups: Set<Failpoint> = [.backupWritten, .restoring, .sidecarsWritten]
    /// Those that a purge passes.
    package static let ofPurges: Set<Failpoint> = [.purgeCommitted, .purgeDeleted]
    /// Those that a sync passes with clips that start from others, and where it takes over an account.
    package static let ofLineage: Set<Failpoint> = [
        .orphanFound, .frameStored, .listRead, .pageAdopted,
    ]
    /// Those that every sync passes, or the library that it works on.
    package static let ofSyncs = allCases.filter {
        !ofExports.contains($0) && !ofImports.contains($0) && !ofBackups.contains($0)
            && !ofPurges.contains($0) && !ofLineage.contains($0)
    }
}
