import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The hooks in a library's folder, looked at with the suspicion that a stranger's disk deserves.
struct HookFolder {
    /// The library's folder.
    let library: String
    let files: FileSystem
    let allowances: HookAllowances
    /// Who runs the program.
    var user = UInt32(geteuid())

    /// The most bytes that a hook may have.
    private static let limit = 16 << 20

    /// Where hooks lie.
    var path: String { library + "/hooks" }

    /// All that are there, by name.
    ///
    /// - Throws: `SystemError` when the folder cannot be read.
    func all() throws -> [Hook] {
        guard try files.status(of: path) != nil else { return [] }
        return try files.names(in: path).filter { !$0.hasPrefix(".") }.map(hook)
    }

    /// One of them; `nil` where there is none of that name.
    ///
    /// - Throws: `SystemError` when it cannot be read.
    func hook(for event: HookEvent) throws -> Hook? {
        guard try files.status(of: "\(path)/\(event.rawValue)") != nil else { return nil }
        return try hook(event.rawValue)
    }

    private func hook(_ name: String) throws -> Hook {
        let file = "\(path)/\(name)"
        func hook(_ state: Hook.State, _ sha256: String? = nil, _ problem: String? = nil) -> Hook {
            Hook(name: name, path: file, state: state, sha256: sha256, problem: problem)
        }
        guard HookEvent(rawValue: name) != nil else {
            let names = HookEvent.allCases.map(\.rawValue).joined(separator: ", ")
            return hook(.unknown, nil, "nothing is called so; hooks are \(names)")
        }
        if let problem = try problem(file) { return hook(.refused, nil, problem) }
        let bytes = try files.contents(of: file, limit: Self.limit)
        let digest = try SHA256.digest(of: bytes)
        guard let allowed = try allowances.digest(of: name) else { return hook(.new, digest) }
        return allowed == digest
            ? hook(.allowed, digest)
            : hook(.changed, digest, "it is not what was allowed")
    }

    /// Why a hook must not run, whatever is in it; `nil` where it may.
    private func problem(_ file: String) throws -> String? {
        for (folder, words) in [(library, "the library's folder"), (path, "the folder hooks/")] {
            guard let status = try files.status(of: folder) else { return "\(words) is gone" }
            if status.kind != .folder { return "\(words) is no folder but a link" }
            if let problem = strange(status) { return "\(words) \(problem)" }
        }
        guard let status = try files.status(of: file) else { return "it is gone" }
        switch status.kind {
        case .link: return "it is a link, and could lead anywhere"
        case .folder, .other: return "it is no file"
        case .file: break
        }
        if let problem = strange(status) { return "it \(problem)" }
        if status.mode & 0o100 == 0 { return "it is not executable: chmod u+x" }
        if status.bytes > Self.limit { return "it is larger than \(Self.limit >> 20) MiB" }
        return nil
    }

    private func strange(_ status: FileStatus) -> String? {
        if status.owner != user { return "belongs to another user" }
        if status.mode & 0o022 != 0 { return "can be written by others: chmod go-w" }
        return nil
    }
}
