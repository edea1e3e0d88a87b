package import SoraCatalog
package import SoraModel

/// What lies in an export's folder, for what is made from all of it.
package struct ExportedSelection {
    /// A clip, and where it lies.
    package struct Clip {
        /// Its place in the selection, from 1; clips that are left out leave a gap.
        package var index: Int
        package var video: Handle
        package var uid: String
        package var sha256: String
        package var bytes: Int64
        /// Where it lies, relative to the extras.
        package var path: ExportPath
        /// What lies beside it.
        package var sidecars: [(kind: SidecarKind, path: ExportPath)]
    }

    /// What was selected.
    package var selection: ExportSelection
    /// The clips that lie in the folder, in the selection's order.
    package var clips: [Clip]
    /// Where more is known of them: by `forEachClip` and `forEachJSON`, many at once.
    package var catalog: Catalog
}
