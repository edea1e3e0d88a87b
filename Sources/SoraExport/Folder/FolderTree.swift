import SoraModel
import SoraSystem

/// The export's folder and those below it, each held open, so that nothing that is done in one is done
/// elsewhere.
///
/// A folder below is reached name by name from the one above, and no link is followed on the way.
final class FolderTree {
    /// One folder that is held open.
    final class Level {
        let folder: HeldFolder

        init(_ folder: consuming HeldFolder) { self.folder = folder }
    }

    /// The most folders that are held open at once.
    private static let most = 64

    let root: Level
    private let files: FileSystem
    /// The permission bits of new folders.
    private let mode: UInt32
    private var open: [String: Level] = [:]
    /// The folders in which names were made or taken away.
    private var changed: Set<String> = []

    init(_ root: consuming HeldFolder, files: FileSystem, mode: UInt32) {
        self.root = Level(root)
        self.files = files
        self.mode = mode
    }

    /// The path of the export's folder, for messages.
    var path: String { root.folder.path }

    /// A folder, or `nil` when it is not there.
    ///
    /// - Throws: `SoraError` with code `exists` when a file or a link is in its place.
    func level(of folder: String) throws -> Level? { try level(of: folder, isMade: false) }

    /// A folder in which names will be changed; it is made where it is not there.
    func changing(_ folder: String) throws -> Level {
        changed.insert(folder)
        guard let level = try level(of: folder, isMade: true) else {
            throw SoraError(.cannotWrite, "\(path)/\(folder) went away")
        }
        return level
    }

    /// What is known of a file, or `nil` when there is none.
    func status(of file: ExportPath) throws -> FileStatus? {
        guard let level = try level(of: file.folder) else { return nil }
        return try files.status(of: file.name, in: level.folder)
    }

    /// Removes a file, and the folders that are empty then.
    func remove(_ file: ExportPath) throws {
        guard let level = try level(of: file.folder) else { return }
        changed.insert(file.folder)
        try files.remove(file.name, in: level.folder)
        var folder = file.folder
        while let place = ExportPath(folder), let above = try self.level(of: place.folder),
            try files.removeEmptyFolder(place.name, in: above.folder)
        {
            open = [:]
            changed.remove(folder)
            changed.insert(place.folder)
            folder = place.folder
        }
    }

    /// Makes the names durable, below first.
    func synchronize() throws {
        for folder in changed.sorted(by: >) {
            guard let level = try level(of: folder) else { continue }
            try files.synchronize(level.folder)
        }
        changed = []
    }

    private func level(of folder: String, isMade: Bool) throws -> Level? {
        if folder.isEmpty { return root }
        if let level = open[folder] { return level }
        guard let place = ExportPath(folder),
            let above = try level(of: place.folder, isMade: isMade)
        else { return nil }
        do {
            if let held = try files.hold(place.name, in: above.folder) {
                return keep(Level(held), folder)
            }
            guard isMade else { return nil }
            try files.makeFolder(place.name, in: above.folder)
            changed.insert(place.folder)
            guard let held = try files.hold(place.name, in: above.folder) else { return nil }
            try Self.giveRights(mode, to: held, files)
            return keep(Level(held), folder)
        } catch let error as SystemError where error.isNoFolder {
            throw SoraError(
                .exists, "\(path)/\(folder) is not a folder, or is a link to one",
                hint: "rename it, or choose another --template")
        }
    }

    private func keep(_ level: Level, _ folder: String) -> Level {
        if open.count >= Self.most { open = [:] }
        open[folder] = level
        return level
    }

    /// Gives a new folder the rights that the user's mask leaves.
    static func giveRights(
        _ mode: UInt32, to folder: borrowing HeldFolder, _ files: FileSystem
    ) throws {
        guard mode != 0o700 else { return }
        do {
            try files.changeMode(of: folder, to: mode)
        } catch {
            // FAT and the like have no such rights to give.
            guard error.isForbidden else { throw error }
        }
    }
}
