import SoraModel
import SoraSystem

/// The files of a contact sheet: written under other names, and given theirs when all of them are whole.
struct SheetFiles {
    private let system: SystemContext
    private let mode: UInt32
    private let replaces: Bool
    /// The absolute paths, in their order.
    let paths: [String]
    private var drafts: [String] = []

    private var files: FileSystem { system.files }

    /// - Parameters:
    ///   - path: the absolute path; where there are several, a number goes before its ending.
    ///   - count: how many there are.
    ///   - replaces: whether files of these names may be replaced.
    ///   - mode: the permission bits of new files.
    ///   - system: the world around.
    init(_ path: String, count: Int, replaces: Bool, mode: UInt32, system: SystemContext) {
        self.system = system
        self.mode = mode
        self.replaces = replaces
        let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
        let dot = name.lastIndex(of: ".") ?? path.endIndex
        let digits = max(3, String(count).count)
        paths =
            count == 1
            ? [path]
            : (1...max(1, count)).map { number in
                let text = String(number)
                let zeros = String(repeating: "0", count: digits - text.count)
                return "\(path[..<dot])-\(zeros)\(text)\(path[dot...])"
            }
    }

    /// Checks that each name is free, or that of a file that may be replaced.
    ///
    /// - Throws: `SoraError`: `exists`, `cannot_write`.
    func check() throws {
        do {
            for path in paths {
                guard let status = try files.status(of: path) else { continue }
                guard status.kind == .file else {
                    throw SoraError(.cannotWrite, "\(path) is there, and is no file")
                }
                if !replaces {
                    throw SoraError(
                        .exists, "\(path) exists already",
                        hint: "choose another name, or replace it with --force")
                }
            }
            let folder = folder
            guard try files.status(of: folder, followingLinks: true)?.kind == .folder else {
                throw SoraError(.cannotWrite, "\(folder) is not a folder that is there")
            }
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// Writes the next picture, without its name.
    mutating func write(_ bytes: [UInt8]) throws {
        let path = paths[drafts.count]
        let number = system.random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        let draft = "\(path[..<slash]).\(path[slash...]).\(String(number, radix: 36)).new"
        do {
            let file = try files.open(draft, .createNew)
            drafts.append(draft)
            try files.write(bytes, to: file, at: 0)
            try files.changeMode(of: file, to: mode)
            try files.synchronize(file)
        } catch {
            throw error.forPeople
        }
    }

    /// Gives all of them their names.
    mutating func finish() throws {
        var named: [String] = []
        do {
            for (draft, path) in zip(drafts, paths) {
                if replaces {
                    try files.rename(draft, to: path)
                } else {
                    try files.renameWithoutReplacing(draft, to: path)
                    // What was replaced is gone; what is new can go again.
                    named.append(path)
                }
            }
            drafts = []
            try files.synchronize(folder: folder)
        } catch {
            for path in named { try? files.remove(path) }
            throw error.forPeople
        }
    }

    /// Removes what has no name yet.
    func abandon() {
        for draft in drafts { try? files.remove(draft) }
    }

    private var folder: String {
        let path = paths[0]
        let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
        return parent.isEmpty ? "/" : String(parent)
    }
}
