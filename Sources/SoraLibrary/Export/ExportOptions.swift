package import SoraExport

/// How an export is made.
package struct ExportOptions: Sendable {
    /// How files come to their bytes.
    package var link = LinkKind.reflink
    /// What is written beside each clip.
    package var sidecars: [SidecarKind] = []
    /// Whether corrupt and unprobed clips are exported too.
    package var includesBad = false
    /// How files are named; `nil` for the selection's own way.
    package var template: NameTemplate?
    /// Whether files of an earlier export that no longer belong are removed.
    package var prunes = false
    /// Whether nothing is written.
    package var isDryRun = false

    package init() {}
}
