import SoraModel
import SoraSystem

/// Where an export may go: never into a library, nor into a folder that holds this one.
struct ExportPlace {
    private let files: FileSystem
    /// The library's folder, without links.
    private let library: String

    init(library: String, files: FileSystem) {
        self.files = files
        self.library = files.absolutePath(of: library) ?? library
    }

    /// The path of a folder without links, as far as it exists.
    ///
    /// - Parameter directory: an absolute path.
    /// - Returns: the path, and whether the folder is there.
    /// - Throws: `SoraError` with code `cannot_write` for a place that may not be exported to.
    func check(_ directory: String) throws -> (path: String, exists: Bool) {
        guard !directory.isEmpty else { throw SoraError(.usage, "the folder's name is empty") }
        let (path, exists) = try resolve(directory)
        if exists {
            guard try files.status(of: path)?.kind == .folder else {
                throw SoraError(
                    .cannotWrite, "\(path) is not a folder",
                    hint: "choose a folder that is new or empty")
            }
        }
        let hint = "choose a folder beside the library"
        if path == library || library.hasPrefix(path == "/" ? "/" : path + "/") {
            throw SoraError(.cannotWrite, "\(path) holds the library", hint: hint)
        }
        // Looked for by what it holds, so that another name of a library's folder hides nothing.
        var above = path
        while true {
            if try files.status(of: above + "/soralib.sqlite") != nil {
                throw SoraError(
                    .cannotWrite, "\(path) is inside the library \(above.isEmpty ? "/" : above)",
                    hint: hint)
            }
            guard let slash = above.lastIndex(of: "/") else { break }
            above = String(above[..<slash])
        }
        return (path, exists)
    }

    private func resolve(_ directory: String) throws -> (String, Bool) {
        if let path = files.absolutePath(of: directory) { return (path, true) }
        if try files.status(of: directory) != nil {
            throw SoraError(.cannotWrite, "\(directory) is a link that leads nowhere")
        }
        // The longest part that is there, and behind it what will be made.
        var rest: [Substring] = []
        var part = directory[...]
        while let slash = part.lastIndex(of: "/") {
            let name = part[part.index(after: slash)...]
            if name == ".." {
                throw SoraError(
                    .cannotWrite, "\(directory) leads through a folder that is not there")
            }
            if !name.isEmpty, name != "." { rest.insert(name, at: 0) }
            part = part[..<slash]
            let above = part.isEmpty ? "/" : String(part)
            if let path = files.absolutePath(of: above) {
                return ((path == "/" ? "" : path) + "/" + rest.joined(separator: "/"), false)
            }
        }
        return (directory, false)
    }
}
