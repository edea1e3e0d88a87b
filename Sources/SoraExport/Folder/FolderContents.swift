import SoraModel
import SoraSystem

/// What a folder holds before an export works in it.
struct FolderContents {
    /// What soralib knows of one name.
    struct Known {
        /// What a finished export wrote.
        var done: ExportedFile?
        /// What unfinished ones meant to write, the last one last.
        var intended: [ExportedFile] = []

        /// All of it, the last first.
        var records: [ExportedFile] { intended.reversed() + [done].compactMap { $0 } }
    }

    /// Every name that soralib wrote, or was about to write.
    var known: [FileName: Known] = [:]
    /// The names that are not soralib's.
    var foreign: [String] = []
    /// Files that were being written when an export was cut off.
    var temporary: [FileName] = []
    /// Whether an export was cut off.
    var isUnfinished = false
    /// Whether an export was finished.
    var isExport = false

    /// A folder that holds nothing.
    init() {}

    /// Looks into a folder.
    ///
    /// - Throws: `SoraError` with code `exists` when it is neither empty nor an export of the same
    ///   selection.
    init(
        of folder: borrowing HeldFolder, for selection: ExportSelection, files: FileSystem
    ) throws {
        let names = try files.names(in: folder)
        temporary = names.filter(ExportManifest.isTemporary).compactMap { FileName($0) }
        for (name, isDone) in [(ExportManifest.name, true), (ExportManifest.partialName, false)] {
            guard let manifest = try ExportManifest.read(name, in: folder, files: files) else {
                continue
            }
            guard manifest.selection.isSame(as: selection) else {
                throw SoraError(
                    .exists, "\(folder.path) holds an export of \(manifest.selection.description)",
                    hint: "choose a folder that is new or empty")
            }
            if isDone { isExport = true } else { isUnfinished = true }
            for file in manifest.files {
                if isDone {
                    known[file.name, default: Known()].done = file
                } else {
                    known[file.name, default: Known()].intended.append(file)
                }
            }
        }
        foreign = names.filter { name in
            !ExportManifest.isReserved(name) && FileName(name).map { known[$0] == nil } ?? true
        }
        let isNew = !isExport && !isUnfinished
        if isNew, let first = names.first(where: { !ExportManifest.isTemporary($0) }) {
            throw SoraError(
                .exists, "\(folder.path) is not empty and holds no export: there is \(first)",
                hint: "choose a folder that is new or empty")
        }
    }
}
