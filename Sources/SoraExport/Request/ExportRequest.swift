/// What to export, and how.
package struct ExportRequest: Sendable {
    /// What the clips are.
    package var selection: ExportSelection
    /// The clips' numbers, in their order.
    package var clips: [Int64]
    /// The absolute path of the folder.
    package var directory: String
    /// How files come to their bytes.
    package var link = LinkKind.reflink
    /// What is written beside each clip.
    package var sidecars: [SidecarKind] = []
    /// What is made from all clips.
    package var extras: [any ExportExtra] = []
    /// Whether corrupt and unprobed clips are exported too.
    package var includesBad = false
    /// How files are named.
    package var template: NameTemplate
    /// Whether the folder is a bag.
    package var isBag = false
    /// Whether names are to be good on every system.
    package var isPortable = false
    /// Whether files of an earlier export that no longer belong are removed.
    package var prunes = false
    /// Whether it is asked what became of each file.
    package var isReported = false
    /// Whether nothing is written.
    package var isDryRun = false
    /// The permission bits that new files and folders do not get.
    package var creationMask: UInt32 = 0o077

    /// The folder below the export's own that clips and extras lie in, or nothing.
    var payload: String { isBag ? BagFiles.payload : "" }

    package init(
        selection: ExportSelection, clips: [Int64], directory: String, template: NameTemplate
    ) {
        self.selection = selection
        self.clips = clips
        self.directory = directory
        self.template = template
    }
}
