import SoraModel
import SoraSystem

/// One file as it should be in the folder.
struct Draft {
    /// Where it lies below the folder.
    var path: ExportPath
    /// The clip that it belongs to, if to one.
    var video: Handle? = nil
    /// That clip's uid.
    var uid: String? = nil
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
        /// What was made of all clips.
        case extra(ExtraFile.Content)
    }

    /// What it is.
    var role: ExportedFile.Role {
        switch source {
        case .original: .clip
        case .sidecar: .sidecar
        case .extra: .extra
        }
    }

    /// Its record, as it was written or will be.
    func record(modified: Int64, link: LinkKind) -> ExportedFile {
        ExportedFile(
            path: path, role: role, video: uid, sha256: sha256, bytes: bytes, modified: modified,
            link: link)
    }
}
