package import SoraExport

/// How an export is made.
package struct ExportOptions: Sendable {
    /// What a person chose; it is remembered.
    package var choice: ExportChoice
    /// What is made from all clips.
    package var extras: [any ExportExtra] = []
    /// Whether files of an earlier export that no longer belong are removed.
    package var prunes = false
    /// Whether it is asked what became of each file.
    package var isReported = false
    /// Whether nothing is written.
    package var isDryRun = false

    package init(_ choice: ExportChoice = ExportChoice()) {
        self.choice = choice
    }
}
