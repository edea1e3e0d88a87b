import SoraModel
import SoraSystem

/// Which hooks of a library the user has allowed, and with which content.
///
/// It is remembered in the user's own state folder and never in the library: one that comes from elsewhere
/// cannot bring its permission along. Another place of the library, or another library in its place, is
/// asked for anew.
struct HookAllowances {
    /// The folder of this library's allowances; `nil` where the user has no state folder.
    let folder: String?
    let files: FileSystem

    /// - Throws: `SystemError` where libcrypto is missing.
    init(_ library: Library) throws {
        files = library.context.system.files
        let environment = library.context.environment
        var state: String?
        if let path = environment["XDG_STATE_HOME"], path.hasPrefix("/") {
            state = path
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            state = home + "/.local/state"
        }
        let name = try SHA256.digest(of: Array("\(library.path)\n\(library.uid())".utf8))
        folder = state.map { "\($0)/soralib/hooks/\(name)" }
    }

    /// The digest of the content that a hook was allowed with, or `nil`.
    func digest(of hook: String) throws -> String? {
        guard let folder, try files.status(of: "\(folder)/\(hook)")?.kind == .file else {
            return nil
        }
        let text = String(
            decoding: try files.contents(of: "\(folder)/\(hook)", limit: 4096), as: UTF8.self)
        return text.split(separator: "\n").first.map(String.init)
    }

    /// Allows a hook with a content.
    ///
    /// - Throws: `SoraError` where that cannot be remembered.
    func allow(_ hook: String, sha256: String, in library: String) throws {
        guard let folder else {
            throw SoraError(
                .cannotWrite, "there is no place to remember that a hook is allowed",
                hint: "set HOME or XDG_STATE_HOME")
        }
        guard !(folder + "/").hasPrefix(library + "/") else {
            throw SoraError(
                .cannotWrite, "what is allowed must not be remembered inside the library",
                hint: "set XDG_STATE_HOME to a folder outside of \(library)")
        }
        try files.makeFolder(folder)
        let new = "\(folder)/\(hook).new"
        try files.remove(new)
        let file = try files.open(new, .createNew)
        try files.write(Array("\(sha256)\n\(library)\n".utf8), to: file, at: 0)
        try files.synchronize(file)
        try files.rename(new, to: "\(folder)/\(hook)")
        try files.synchronize(folder: folder)
    }

    /// Allows a hook no more; true where it was.
    func deny(_ hook: String) throws -> Bool {
        guard let folder, try files.status(of: "\(folder)/\(hook)") != nil else { return false }
        try files.remove("\(folder)/\(hook)")
        try files.synchronize(folder: folder)
        return true
    }
}
