import SoraModel
import SoraSystem

/// What a folder holds before an export works in it.
final class FolderContents {
    /// What soralib knows of one name.
    struct Known {
        /// What a finished export wrote.
        var done: ExportedFile?
        /// What unfinished ones meant to write, the last one last.
        var intended: [ExportedFile] = []

        /// All of it, the last first.
        var records: [ExportedFile] { intended.reversed() + [done].compactMap { $0 } }
    }

    /// Every file that soralib wrote, or was about to write.
    private(set) var known: [ExportPath: Known] = [:]
    /// Files that were being written when an export was cut off.
    private(set) var temporary: [ExportPath] = []
    /// Whether an export was cut off.
    private(set) var isUnfinished = false
    /// The UUID of the export that is there.
    private(set) var uid: String?
    /// Whether an export was finished.
    private(set) var isExport = false

    private let tree: FolderTree?
    private let files: FileSystem
    /// The names of others in each folder, folded, as far as they were looked for.
    private var foreign: [String: Set<String>] = [:]

    /// A folder that is not there yet.
    init(files: FileSystem) {
        self.files = files
        tree = nil
    }

    /// Looks into a folder.
    ///
    /// - Throws: `SoraError` with code `exists` when it is neither empty nor an export of the same
    ///   selection.
    init(of tree: FolderTree, for request: ExportRequest, files: FileSystem) throws {
        self.tree = tree
        self.files = files
        var folders: Set<String> = ["", request.payload]
        for (name, isDone) in [(ExportManifest.name, true), (ExportManifest.partialName, false)] {
            guard
                let manifest = try ExportManifest.read(name, in: tree.root.folder, files: files)
            else { continue }
            guard manifest.selection.isSame(as: request.selection) else {
                throw SoraError(
                    .exists, "\(tree.path) holds an export of \(manifest.selection.description)",
                    hint: "choose a folder that is new or empty")
            }
            guard manifest.isBag == request.isBag else {
                throw SoraError(
                    .exists, "\(tree.path) is \(manifest.isBag ? "a" : "no") bag",
                    hint: manifest.isBag
                        ? "say --bag, or choose another folder"
                        : "leave --bag out, or choose another folder")
            }
            uid = uid ?? manifest.uid
            if isDone { isExport = true } else { isUnfinished = true }
            for file in manifest.files {
                folders.insert(file.path.folder)
                if isDone {
                    known[file.path, default: Known()].done = file
                } else {
                    known[file.path, default: Known()].intended.append(file)
                }
            }
        }
        for folder in folders {
            let names = try look(into: folder, of: tree)
            if folder.isEmpty, !isExport, !isUnfinished,
                let first = names.first(where: { !ExportManifest.isTemporary($0) })
            {
                throw SoraError(
                    .exists, "\(tree.path) is not empty and holds no export: there is \(first)",
                    hint: "choose a folder that is new or empty")
            }
        }
    }

    /// Whether something that is not soralib's has that name, or one that differs in case alone.
    func isTaken(_ path: ExportPath) throws -> Bool {
        if foreign[path.folder] == nil {
            guard let tree else { return false }
            _ = try look(into: path.folder, of: tree)
        }
        guard let names = foreign[path.folder], !names.isEmpty else { return false }
        return names.contains(NamePlan.folded(path.name.text))
    }

    /// Takes note of what is in a folder.
    private func look(into folder: String, of tree: FolderTree) throws -> [String] {
        foreign[folder] = []
        guard let level = try tree.level(of: folder) else { return [] }
        let names = try files.names(in: level.folder)
        for name in names {
            guard let path = ExportPath(folder.isEmpty ? name : "\(folder)/\(name)") else {
                continue
            }
            if ExportManifest.isTemporary(name) {
                temporary.append(path)
            } else if known[path] == nil, !ExportManifest.isReserved(path) {
                foreign[folder, default: []].insert(NamePlan.folded(name))
            }
        }
        return names
    }
}
