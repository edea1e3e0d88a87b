package import SoraExport

/// What a person chose of an export, beside its clips and its folder: enough to do it again.
package struct ExportChoice: Codable, Hashable, Sendable {
    /// How files come to their bytes.
    package var link = LinkKind.reflink
    /// What is written beside each clip.
    package var sidecars: [SidecarKind] = []
    /// What puts the clips behind one another.
    package var timelines: [TimelineKind] = []
    /// Whether there is a table of the clips.
    package var hasTable = false
    /// Whether there is a page that shows the clips.
    package var hasGallery = false
    /// Whether corrupt and unprobed clips are exported too.
    package var includesBad = false
    /// How files are named; `nil` for the selection's own way.
    package var template: String?
    /// Whether the folder is a bag.
    package var isBag = false
    /// Whether names are to be good on every system.
    package var isPortable = false

    package init() {}
}
