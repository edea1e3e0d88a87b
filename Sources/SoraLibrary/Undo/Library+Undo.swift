package import SoraCatalog
import SoraModel
import SoraSystem

extension Library {
    /// What was changed, by which command, the newest first.
    package func history(limit: Int? = nil) throws -> [HistoryEntry] {
        try catalog.history(limit: limit).map(HistoryEntry.init)
    }

    /// What one command changed, value by value.
    ///
    /// - Throws: `SoraError` with code `not_found`.
    package func changes(ofSet number: Int64) throws -> [ChangedValue] {
        try catalog.changes(ofSet: number).map(ChangedValue.init)
    }

    /// Reads how far back an undo is to go: the number of a change, or a moment.
    ///
    /// - Throws: `SoraError` with code `invalid`.
    package func undoTarget(_ text: String) throws -> UndoTarget {
        if let number = Int64(text), number >= 0, text.utf8.count != 4 || number < 1970 {
            return .after(number)
        }
        if let moment = Timestamp(written: text, now: context.system.time.now()) {
            return .since(moment)
        }
        throw SoraError(
            .invalid, "\(text) is no change of the history, and no moment",
            hint:
                "write a number that `soralib history` shows, a moment such as 2026-11-21T12:30, or -2h"
        )
    }
}
