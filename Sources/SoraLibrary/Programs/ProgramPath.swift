import SoraSystem

/// Finds programs as a shell does.
enum ProgramPath {
    /// The file of a program: of a bare name, the first in `PATH`; `nil` where there is none.
    static func find(_ name: String, context: LibraryContext) throws -> String? {
        if name.contains("/") { return context.absolute(name) }
        let folders = (context.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        for folder in folders {
            let candidate = "\(folder)/\(name)"
            if try context.system.files.status(of: candidate, followingLinks: true)?.kind == .file {
                return candidate
            }
        }
        return nil
    }
}
