import SoraModel
import SoraSystem

/// One file as it should be in the folder.
struct Draft {
    /// The name.
    var name: FileName
    /// The clip that it belongs to.
    var video: Handle
    /// That clip's uid.
    var uid: String
    /// The digest of its bytes.
    var sha256: String
    /// Its size.
    var bytes: Int64
    /// Where the bytes are.
    var source: Source

    enum Source {
        /// An original, by its absolute path.
        case original(String)
        /// What is known of the clip, in a form.
        case sidecar(SidecarKind)
    }

    /// What it is.
    var role: ExportedFile.Role {
        switch source {
        case .original: .clip
        case .sidecar: .sidecar
        }
    }

    /// Its record, as it was written or will be.
    func record(modified: Int64, link: LinkKind) -> ExportedFile {
        ExportedFile(
            name: name, role: role, video: uid, sha256: sha256, bytes: bytes, modified: modified,
            link: link)
    }
}
