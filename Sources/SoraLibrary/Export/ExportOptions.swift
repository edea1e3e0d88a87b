package import SoraExport

/// How an export is made.
package struct ExportOptions: Sendable {
    /// How files come to their bytes.
    package var link = LinkKind.reflink
    /// What is written beside each clip.
    package var sidecars: [SidecarKind] = []
    /// What is made from all clips.
    package var extras: [any ExportExtra] = []
    /// Whether corrupt and unprobed clips are exported too.
    package var includesBad = false
    /// How files are named; `nil` for the selection's own way.
    package var template: String?
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

    package init() {}
}
