import SoraModel
import SoraSQLite
import SoraSystem

extension Catalog {
    /// What a purge of these videos would come to.
    package func purge(planned numbers: [Int64]) throws -> Purge {
        try database.read { try plan(numbers, on: $0) }
    }

    /// Takes the files of videos out of the library for good; the records of the videos stay.
    ///
    /// The catalogue forgets a file first, and remembers that it is to be deleted; then it is deleted. What is cut
    /// off between is finished by the next one. The caller holds the run lock and the import lock: a file on
    /// its way into the library must not be taken for one that nothing leads to.
    ///
    /// - Returns: what came of it.
    /// - Throws: `SoraError`.
    package func purge(_ numbers: [Int64]) throws -> Purge {
        do {
            try finishPurges()
            let purge = try changing(.final) { connection, _ in
                let purge = try plan(numbers, on: connection)
                try forget(purge, on: connection)
                return purge
            }
            try system.reach(.purgeCommitted)
            // The record without a file is written before the one beside the file goes.
            try writeSidecars()
            try finishPurges()
            return purge
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// What a purge that was cut off left to be deleted.
    func purgeFindings() throws -> [Finding] {
        try database.read { connection in
            try connection.rows("SELECT sha256, extension FROM purge ORDER BY sha256") { row in
                let (sha256, kind) = (row.text(0) ?? "", row.text(1) ?? "")
                return Finding(
                    .leftover, "objects/\(sha256.prefix(2))/\(sha256).\(kind)",
                    "was purged, and is not deleted yet", repair: .finishPurges)
            }
        }
    }

    private func plan(_ numbers: [Int64], on connection: borrowing Connection) throws -> Purge {
        var purge = Purge()
        let files = try connection.rows(
            """
            SELECT id, sha256, extension, bytes FROM video
            WHERE sha256 IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id
            """, [numbers.list]
        ) { row in
            (
                video: row.integer(0) ?? 0,
                file: StoredFile(
                    sha256: row.text(1) ?? "", fileExtension: row.text(2) ?? "",
                    bytes: row.integer(3) ?? 0)
            )
        }
        purge.videos = files.map(\.video)
        var seen: [String: Handle?] = [:]
        for (video, file) in files {
            if let owner = seen[file.sha256] {
                if let owner { purge.shared.append(.init(video: video, owner: owner)) }
                continue
            }
            let owner = try owner(of: file.sha256, besides: purge.videos.list, on: connection)
            seen[file.sha256] = .some(owner)
            if let owner {
                purge.shared.append(.init(video: video, owner: owner))
            } else {
                purge.deleted.append(file)
            }
        }
        return purge
    }

    /// What leads to a file, beside some videos.
    private func owner(
        of sha256: String, besides videos: SQLValue, on connection: borrowing Connection
    ) throws -> Handle? {
        try connection.row(
            """
            SELECT 'v', id FROM video
            WHERE sha256 = ?1 AND id NOT IN (SELECT value FROM json_each(?2))
            UNION ALL SELECT 'i', id FROM image WHERE sha256 = ?1
            UNION ALL SELECT 't', task_id FROM download WHERE sha256 = ?1
            LIMIT 1
            """, [.text(sha256), videos]
        ) { Handle("\($0.text(0) ?? "")\($0.integer(1) ?? 0)") } ?? nil
    }

    /// Makes the videos records without a file, and notes which files are to be deleted.
    private func forget(_ purge: Purge, on connection: borrowing Connection) throws {
        let list = purge.videos.list
        let shared = try connection.rows(
            "SELECT DISTINCT sha256 FROM video WHERE id IN (SELECT value FROM json_each(?))", [list]
        ) { $0.text(0) ?? "" }
        try connection.execute(
            """
            UPDATE video SET file_state = 'absent', sha256 = NULL, extension = NULL, trashed_at = NULL
            WHERE id IN (SELECT value FROM json_each(?))
            """, [list])
        for file in purge.deleted {
            try connection.execute(
                "INSERT OR IGNORE INTO purge (sha256, extension, at) VALUES (?, ?, ?)",
                [.text(file.sha256), .text(file.fileExtension), .integer(now)])
        }
        // The sidecar of a file that stays tells of fewer videos now.
        for sha256 in shared {
            try connection.execute(
                "INSERT INTO sidecar_mark SELECT id FROM video WHERE sha256 = ?", [.text(sha256)])
        }
    }

    /// Deletes the files that purges took out of the catalogue.
    ///
    /// - Throws: `SystemError`, `SoraError`; what is not deleted yet stays to be.
    func finishPurges() throws {
        let due = try database.read { connection in
            try connection.rows("SELECT sha256, extension FROM purge ORDER BY sha256") {
                (sha256: $0.text(0) ?? "", kind: $0.text(1) ?? "")
            }
        }
        guard !due.isEmpty else { return }
        let files = system.files
        var shelves: Set<String> = []
        for (sha256, kind) in due {
            // Since a purge was cut off, the same bytes may have come again.
            let isFree = try database.read {
                try owner(of: sha256, besides: .text("[]"), on: $0) == nil
            }
            guard isFree else { continue }
            let path = folder.object(sha256, kind)
            try files.remove(path)
            try files.remove(folder.sidecar(sha256))
            for preview in ["poster", "strip"] { try files.remove(folder.preview(sha256, preview)) }
            shelves.insert("\(folder.objects)/\(sha256.prefix(2))")
            try system.reach(.purgeDeleted)
        }
        for shelf in shelves.sorted() where try files.status(of: shelf) != nil {
            try files.synchronize(folder: shelf)
        }
        try database.write { connection in
            let delete = try connection.prepare("DELETE FROM purge WHERE sha256 = ?")
            for one in due { try delete.run([.text(one.sha256)]) }
        }
    }
}
