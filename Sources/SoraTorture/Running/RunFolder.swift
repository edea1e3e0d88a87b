import SoraSystem

/// The folder of one run: the library, and everything around it that must stay as it is.
struct RunFolder: Sendable {
    /// The absolute path.
    let path: String

    var library: String { path + "/library" }
    var ledger: String { path + "/ledger.jsonl" }
    var serviceState: String { path + "/service" }
    /// The authority that signed the service's certificate.
    var authority: String { path + "/authority.pem" }
    /// What goes wrong on the way to the service.
    var faults: String { path + "/faults.json" }
    var batch: String { path + "/batch.jsonl" }
    /// What the commands wrote to their standard streams.
    var logs: String { path + "/logs" }
    /// Folders that soralib is told of and has no business in.
    var home: String { path + "/home" }
    var temporary: String { path + "/tmp" }

    /// Makes the folder, empty.
    static func make(_ name: String, in parent: String) throws -> RunFolder {
        let files = FileSystem()
        try files.makeFolder(parent)
        guard let parent = files.absolutePath(of: parent) else {
            throw TortureError("\(parent) is gone")
        }
        let folder = RunFolder(path: "\(parent)/\(name)")
        try FileTree.remove(folder.path)
        for path in [folder.path, folder.logs, folder.home, folder.temporary] {
            try files.makeFolder(path)
        }
        return folder
    }
}
