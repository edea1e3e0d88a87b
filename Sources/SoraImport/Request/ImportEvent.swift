package import SoraModel

/// What is told while an import goes on.
package enum ImportEvent: Sendable {
    /// Something is left out that is no clip: a hidden file, a sidecar, a link to a folder.
    case leftOut(path: String, why: String)
    /// A sidecar cannot be read; its clip is imported without it.
    case unreadSidecar(path: String, why: String)
    /// A clip is in the library, without these parts of what its sidecar tells.
    case notTaken(path: String, what: [String])
    /// A clip is in the library.
    case imported(path: String, video: Handle, verdict: Verdict)
    /// A file would be imported; nothing is written.
    case wouldImport(path: String)
    /// The library has the file's bytes.
    case duplicate(path: String, video: Handle?)
    /// A file was not imported.
    case failed(ImportFailure)
    /// An original stays where it is, though it was to be moved.
    case originalKept(path: String, why: String)
    /// So many bytes were read since the last time.
    case read(Int64)
}
