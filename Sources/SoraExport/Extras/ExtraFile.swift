package import SoraModel

/// A file that is made from all that an export holds.
package struct ExtraFile: Sendable {
    /// What is in it.
    package enum Content: Sendable {
        case bytes([UInt8])
        /// What another file holds, such as a picture of the library's.
        case file(path: String, sha256: String, bytes: Int64)
    }

    /// Where it lies, beside the clips: relative, with `/` between names.
    package let path: ExportPath
    package let content: Content

    /// Describes a file.
    ///
    /// - Throws: `SoraError` when the path is none, or leads out.
    package init(_ path: String, _ content: Content) throws(SoraError) {
        guard let path = ExportPath(path), !ExportManifest.isReserved(path) else {
            throw SoraError(.failed, "\(path) is no name for a file of an export")
        }
        self.path = path
        self.content = content
    }

    /// Describes a file of text.
    package init(_ path: String, text: String) throws(SoraError) {
        try self.init(path, .bytes(Array(text.utf8)))
    }
}
