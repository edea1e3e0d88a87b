import SoraCatalog
import SoraModel
import SoraSystem

/// What came of one file before the catalogue is told.
enum Taken: Sendable {
    /// Its bytes are in `incoming/`, synced and measured.
    case ready(Draft)
    /// Nothing is written: it would be imported.
    case wanted(Original)
    /// The library has its bytes.
    case known(Original, video: Int64)
    /// It is not imported.
    case failed(ImportFailure)
    /// The import cannot go on, or was interrupted.
    case stopped(SoraError)

    /// Whether no file is to be taken in after it.
    var isLast: Bool {
        if case .stopped = self { true } else { false }
    }
}

/// A file that was read to its end.
struct Original: Sendable {
    let candidate: Candidate
    /// What its bytes are.
    let stored: StoredFile
    /// What the file system said of it when it was opened.
    let status: FileStatus
}

/// A file that is to get its place among the originals.
struct Draft: Sendable {
    let original: Original
    /// Where its bytes are.
    let path: String
    /// What was measured in them.
    let measured: Measured
}
