/// Makes files from all that an export holds: a table, a timeline, a gallery.
///
/// They are written whole, recorded, left alone when nothing changed, left as they are when somebody
/// edited them, and pruned when they are no longer asked for, all as clips are. So they are to be the
/// same bytes for the same clips: no time of day, no path of this machine.
package protocol ExportExtra: Sendable {
    /// The names at the top of the folder that it needs, files and folders: no clip takes one of them.
    var names: [String] { get }

    /// Makes the files.
    ///
    /// - Parameter selection: what lies in the folder. Where a clip could not be written after all, this
    ///   is asked again without it.
    /// - Returns: each file with all that is in it.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    func files(for selection: ExportedSelection) throws -> [ExtraFile]
}
