import SoraModel
import SoraSQLite
import SoraSystem

/// Puts the records of all sidecars into one file, each record once: the newest one.
struct SidecarGathering {
    let folder: LibraryFolder
    let files: FileSystem

    /// What was found.
    struct Outcome {
        /// How many sidecars were read.
        var sidecars = 0
        /// Those that could not be.
        var unread: [String] = []
        /// The uid of the library, as the newest sidecar tells it.
        var library: String?
    }

    /// Gathers, with a database to sort in.
    ///
    /// - Parameters:
    ///   - path: the file to be written, which must not be there.
    ///   - connection: a database in which temporary tables can be made.
    /// - Returns: what was found.
    /// - Throws: `SystemError`, `SQLiteError`.
    func gather(into path: String, with connection: borrowing Connection) throws -> Outcome {
        try connection.run(
            """
            CREATE TEMP TABLE gathered (
                type TEXT, uid TEXT, at TEXT, line TEXT, PRIMARY KEY (type, uid)) WITHOUT ROWID
            """)
        defer { try? connection.run("DROP TABLE temp.gathered") }
        let take = try connection.prepare(
            """
            INSERT INTO temp.gathered (type, uid, at, line)
            SELECT json_extract(r.value, '$.record'), json_extract(r.value, '$.uid'),
                   json_extract(?1, '$.written_at'), r.value
            FROM json_each(?1, '$.records') AS r
            WHERE r.type = 'object' AND json_extract(r.value, '$.uid') IS NOT NULL
              AND json_extract(r.value, '$.record') IS NOT NULL
            ON CONFLICT DO UPDATE SET at = excluded.at, line = excluded.line WHERE excluded.at >= at
            """)
        var outcome = Outcome()
        var newest = ""
        for path in try paths() {
            let name = String(path.dropFirst(folder.path.utf8.count + 1))
            do {
                let bytes = try files.contents(of: path, limit: SidecarWriter.largest)
                guard let text = String(validating: bytes, as: UTF8.self),
                    let head = try connection.row(
                        """
                        SELECT json_extract(?1, '$.soralib'), json_extract(?1, '$.form'),
                               json_extract(?1, '$.library'), json_extract(?1, '$.written_at')
                        """, [.text(text)],
                        {
                            (
                                kind: $0.text(0), form: $0.text(1), library: $0.text(2),
                                at: $0.text(3)
                            )
                        }),
                    head.kind == "sidecar", head.form == "\(Catalog.dumpFormat)"
                else {
                    outcome.unread.append(name)
                    continue
                }
                try take.run([.text(text)])
                outcome.sidecars += 1
                if let at = head.at, at > newest {
                    newest = at
                    outcome.library = head.library
                }
            } catch let error as SQLiteError {
                guard !error.isFatal else { throw error }
                outcome.unread.append(name)
            }
        }
        try write(path, connection)
        return outcome
    }

    private func paths() throws -> [String] {
        guard try files.status(of: folder.sidecars)?.kind == .folder else { return [] }
        var paths: [String] = []
        for shelf in ObjectCheck.shelves {
            let place = "\(folder.sidecars)/\(shelf)"
            guard try files.status(of: place)?.kind == .folder else { continue }
            paths += try files.names(in: place).filter { $0.hasSuffix(".json") }
                .map { "\(place)/\($0)" }
        }
        // Last, for of two records of one second it has the newer.
        if try files.status(of: folder.commonSidecar)?.kind == .file {
            paths.append(folder.commonSidecar)
        }
        return paths
    }

    /// Writes what was gathered as a dump is written.
    private func write(_ path: String, _ connection: borrowing Connection) throws {
        let file = try files.open(path, .createNew)
        var offset: Int64 = 0
        func put(_ line: String) throws {
            let bytes = Array((line + "\n").utf8)
            try files.write(bytes, to: file, at: offset)
            offset += Int64(bytes.count)
        }
        try put("{\"record\":\"library\",\"format\":\(Catalog.dumpFormat)}")
        var count = 0
        try connection.forEachRow("SELECT line FROM temp.gathered ORDER BY type, uid") { row in
            count += 1
            try put(row.text(0) ?? "")
            return true
        }
        try put("{\"record\":\"end\",\"records\":\(count)}")
    }
}
