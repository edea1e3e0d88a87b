import SoraSystem

/// A file that may be a clip.
struct Candidate: Sendable {
    /// The file, as a person would name it.
    let path: String
    /// Its absolute path.
    let absolute: String
    /// Its size when it was found.
    let bytes: Int64
    /// Whether it lies among the library's own originals already, where nothing takes it away.
    var isOriginal = false

    /// The absolute path of its folder.
    var folder: String {
        guard let slash = absolute.lastIndex(of: "/"), slash != absolute.startIndex else {
            return "/"
        }
        return String(absolute[..<slash])
    }

    /// Its name.
    var name: String {
        absolute.lastIndex(of: "/").map { String(absolute[absolute.index(after: $0)...]) }
            ?? absolute
    }
}
