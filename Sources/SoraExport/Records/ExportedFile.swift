import SoraSystem

/// One file that an export wrote, as its record has it.
package struct ExportedFile: Hashable, Sendable {
    /// What a file is.
    package enum Role: String, Sendable { case clip, sidecar, extra }

    /// Where it lies below the folder.
    package var path: ExportPath
    /// What it is.
    package var role: Role
    /// The uid of the video that it belongs to, if to one.
    package var video: String?
    /// The digest of its bytes, 64 hexadecimal digits.
    package var sha256: String
    /// Its size.
    package var bytes: Int64
    /// When it last changed, in nanoseconds since 1970; 0 before it is written.
    package var modified: Int64
    /// How it came to its bytes.
    package var link: LinkKind

    /// Whether what is there now was not touched since.
    func matches(_ status: FileStatus) -> Bool {
        if link == .symbolic {
            return status.kind == .link && status.exportTime == modified
        }
        return status.kind == .file && status.bytes == bytes
            && status.exportTime == modified
    }
}

extension FileStatus {
    /// When it last changed, as records have it; a time before 1970 is 1970.
    var exportTime: Int64 { max(0, modifiedNanoseconds) }
}
