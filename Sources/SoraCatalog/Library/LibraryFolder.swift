/// Where everything is in a library's folder; `docs/library-format.md` is its description.
package struct LibraryFolder: Hashable, Sendable {
    /// The absolute path of the folder, without a slash at the end.
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// The catalogue.
    package var database: String { path + "/soralib.sqlite" }
    /// What takes the catalogue's place as soon as its log is out of the way.
    package var restored: String { database + ".restored" }
    /// The write lock.
    package var writeLock: String { path + "/soralib.lock" }
    /// The run lock, held by a sync.
    package var runLock: String { path + "/sync.lock" }
    /// The lock that an import holds.
    package var importLock: String { path + "/import.lock" }
    /// The originals.
    package var objects: String { path + "/objects" }
    /// Partial downloads.
    package var incoming: String { path + "/incoming" }
    /// The answers to requests that may have charged, until they are in the catalogue.
    package var receipts: String { incoming + "/receipts" }
    /// Profiles of this library's own.
    package var profiles: String { path + "/providers" }

    /// What is enough to make the catalogue anew, one file an original.
    package var sidecars: String { path + "/sidecars" }
    /// The lock of who brings the sidecars up to date.
    package var sidecarLock: String { sidecars + "/.lock" }
    /// What no original leads to: services, lists, what is queued or failed.
    package var commonSidecar: String { sidecars + "/library.json" }

    /// The path of an original's sidecar.
    package func sidecar(_ sha256: String) -> String {
        "\(sidecars)/\(sha256.prefix(2))/\(sha256).json"
    }

    /// Verified copies of the catalogue.
    package var backups: String { path + "/backups" }

    /// Pictures of clips, made when they are needed.
    package var previews: String { path + "/previews" }

    /// The folders that a new library is made with.
    package var folders: [String] { [objects, incoming, receipts, profiles] }

    /// The names that `init` may find in a folder that an earlier `init` did not finish.
    static let leftovers: Set<String> = [
        "objects", "incoming", "providers", "soralib.lock", "sync.lock", "soralib.sqlite.new",
        "soralib.sqlite.new-journal",
    ]

    /// The path of an original.
    ///
    /// - Parameters:
    ///   - sha256: its digest, 64 hexadecimal digits.
    ///   - extension: what was sniffed, without a dot.
    /// - Returns: the absolute path.
    package func object(_ sha256: String, _ extension: String) -> String {
        "\(objects)/\(sha256.prefix(2))/\(sha256).\(`extension`)"
    }

    /// The path of a picture of an original.
    ///
    /// - Parameters:
    ///   - sha256: the original's digest.
    ///   - kind: what it shows: `poster`, `strip`.
    /// - Returns: the absolute path.
    package func preview(_ sha256: String, _ kind: String) -> String {
        "\(previews)/\(sha256.prefix(2))/\(sha256)-\(kind).jpg"
    }
}
