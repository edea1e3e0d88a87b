import SoraSystem

/// Finds the files below the named paths, one after the other, in the order of their names.
///
/// Folders are read when it is their turn, so that memory holds the names of the folders on the way and no
/// others. Links to folders are not followed, except where a person named one.
struct ImportWalk {
    private struct Level {
        let path: String
        let absolute: String
        var names: ArraySlice<String>
    }

    private var roots: ArraySlice<(typed: String, absolute: String)>
    private var levels: [Level] = []
    private let library: String
    private let files: FileSystem
    private let tell: (ImportEvent) -> Void

    /// Prepares a walk.
    ///
    /// - Parameters:
    ///   - roots: files and folders, as they were typed and as absolute paths.
    ///   - library: the library's folder, which nothing is imported from.
    ///   - files: the file system.
    ///   - tell: is told what is left out.
    init(
        _ roots: [(typed: String, absolute: String)], avoiding library: String, files: FileSystem,
        tell: @escaping (ImportEvent) -> Void
    ) {
        self.roots = roots[...]
        self.library = library
        self.files = files
        self.tell = tell
    }

    /// The next file, or why one cannot be imported; `nil` at the end.
    mutating func next() -> Result<Candidate, ImportFailure>? {
        while true {
            if levels.isEmpty {
                guard let root = roots.popFirst() else { return nil }
                if let found = begin(root.typed, root.absolute) { return found }
            } else if let name = levels[levels.count - 1].names.popFirst() {
                let level = levels[levels.count - 1]
                if let found = visit(
                    Self.joined(level.path, name), Self.joined(level.absolute, name), name)
                {
                    return found
                }
            } else {
                levels.removeLast()
            }
        }
    }

    /// A path that a person named: links are followed.
    private mutating func begin(
        _ path: String, _ absolute: String
    ) -> Result<Candidate, ImportFailure>? {
        do {
            guard let status = try files.status(of: absolute, followingLinks: true) else {
                return .failure(
                    ImportFailure(path, "not_found", "there is no file or folder of that name"))
            }
            let isOriginal = status.kind == .file && isInLibrary(absolute, "/objects")
            if isInLibrary(absolute), !isOriginal {
                return .failure(
                    ImportFailure(path, "in_library", "it is inside the library \(library)"))
            }
            switch status.kind {
            case .folder: return enter(path, absolute)
            case .file:
                return .success(
                    Candidate(
                        path: path, absolute: absolute, bytes: status.bytes,
                        isOriginal: isOriginal))
            case .link, .other: return .failure(Self.special(path))
            }
        } catch {
            return .failure(ImportFailure(path, error))
        }
    }

    /// A name in a folder: a link to a file is followed, one to a folder is not.
    private mutating func visit(
        _ path: String, _ absolute: String, _ name: String
    ) -> Result<Candidate, ImportFailure>? {
        do {
            guard var status = try files.status(of: absolute) else {
                return .failure(ImportFailure.gone(path))
            }
            let isLink = status.kind == .link
            if isLink {
                guard let target = try files.status(of: absolute, followingLinks: true) else {
                    tell(.leftOut(path: path, why: "it is a link that leads nowhere"))
                    return nil
                }
                status = target
            }
            if status.kind == .folder {
                if name.hasPrefix(".") {
                    tell(.leftOut(path: path, why: "it is hidden"))
                } else if isLink {
                    tell(.leftOut(path: path, why: "it is a link to a folder"))
                } else if isInLibrary(absolute) {
                    tell(.leftOut(path: path, why: "it is the library"))
                } else {
                    return enter(path, absolute)
                }
                return nil
            }
            if let why = KnownNames.reasonToLeaveOut(name) {
                tell(.leftOut(path: path, why: why))
                return nil
            }
            guard status.kind == .file else { return .failure(Self.special(path)) }
            return .success(Candidate(path: path, absolute: absolute, bytes: status.bytes))
        } catch {
            // More links than the system follows: they lead in a circle.
            if error.isLinkLoop {
                tell(.leftOut(path: path, why: "it is a link that leads in a circle"))
                return nil
            }
            return .failure(ImportFailure(path, error))
        }
    }

    private mutating func enter(
        _ path: String, _ absolute: String
    ) -> Result<Candidate, ImportFailure>? {
        do {
            levels.append(
                Level(path: path, absolute: absolute, names: try files.names(in: absolute)[...]))
            return nil
        } catch {
            return .failure(ImportFailure(path, error))
        }
    }

    private func isInLibrary(_ path: String, _ folder: String = "") -> Bool {
        guard let real = files.absolutePath(of: path) else { return false }
        return real == library + folder || real.hasPrefix("\(library)\(folder)/")
    }

    private static func special(_ path: String) -> ImportFailure {
        ImportFailure(path, "not_a_file", "it is a pipe, a socket or a device")
    }

    private static func joined(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
