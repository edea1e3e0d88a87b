import Foundation
import SoraLibrary
import SoraModel
import SoraTestSupport

/// A library in this process, and hooks in it.
struct HookShelf {
    let folder: TemporaryFolder
    let library: Library
    let context: LibraryContext

    init(environment: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        context = LibraryContext(
            environment: [
                "PATH": "/usr/bin:/bin", "HOME": folder.file("home"),
                "SORALIB_SECRET_KEY": "canary-key", "LANG": "C.UTF-8",
            ].merging(environment) { $1 }, currentFolder: "/")
        library = try Library.create(at: folder.file("library"), context: context)
    }

    /// Where a hook lies.
    func path(_ name: String) -> String { "\(library.path)/hooks/\(name)" }

    /// Writes a hook that the owner may run.
    func write(_ name: String = "after-sync", _ script: String, mode: Int = 0o700) throws {
        let files = FileManager.default
        if !files.fileExists(atPath: library.path + "/hooks") {
            try files.createDirectory(
                atPath: library.path + "/hooks", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        try script.write(toFile: path(name), atomically: true, encoding: .utf8)
        try setMode(mode, of: path(name))
    }

    /// Sets the permission bits of a file or a folder.
    func setMode(_ mode: Int, of path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// Runs a hook, and gives what is told of it.
    func run(
        _ event: HookEvent = .afterSync, message: String = "{}", within seconds: Double = 20
    ) async -> [String] {
        await library.runHook(
            event, message: { Array(message.utf8) }, within: seconds, isStopping: { false })
    }

    /// The states of the hooks by their names.
    func states() throws -> [String: Hook.State] {
        Dictionary(uniqueKeysWithValues: try library.hooks().map { ($0.name, $0.state) })
    }
}
