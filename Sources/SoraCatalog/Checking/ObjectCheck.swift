import SoraModel
import SoraSQLite
import SoraSystem

/// Compares the files in `objects/` with what the catalogue says of them, a shelf at a time: a library of
/// a million clips must not be in memory at once.
struct ObjectCheck {
    let folder: LibraryFolder
    let files: FileSystem
    /// Whether every file is read and hashed.
    let isRehashing: Bool

    /// What the catalogue says of one original.
    private struct Known {
        var bytes: Int64?
        /// Whether it may not be there yet: its download was hashed, and has not its place.
        var isPending = true
        /// The handles of what it belongs to.
        var owners: [String] = []
        /// The videos that are noted as missing, or not.
        var videos: [(number: Int64, isMissing: Bool)] = []
    }

    /// The names of the 256 shelves.
    static let shelves = (0..<256).map { number in
        let digits = String(number, radix: 16)
        return digits.count == 1 ? "0\(digits)" : digits
    }

    /// The shelves that are there, or that the catalogue knows of.
    func usedShelves(of catalog: Catalog) throws -> [String] {
        let rows = try catalog.database.read { connection in
            try connection.rows(
                """
                SELECT substr(sha256, 1, 2) FROM video WHERE sha256 IS NOT NULL
                UNION SELECT substr(sha256, 1, 2) FROM image WHERE sha256 IS NOT NULL
                UNION SELECT substr(sha256, 1, 2) FROM download WHERE sha256 IS NOT NULL
                """
            ) { $0.text(0) ?? "" }
        }
        let there = Set(rows + (try files.names(in: folder.objects)))
        return Self.shelves.filter(there.contains)
    }

    /// What lies beside the shelves.
    func strays() throws(SystemError) -> [Finding] {
        let known = Set(Self.shelves)
        return try files.names(in: folder.objects).sorted().filter { !known.contains($0) }.map {
            Finding(.stray, "objects/\($0)", "is no folder of originals; take it out by hand")
        }
    }

    /// What is wrong on one shelf.
    ///
    /// - Parameters:
    ///   - shelf: two hexadecimal digits.
    ///   - catalog: the catalogue.
    ///   - checked: is told each original that was looked at, with its bytes.
    /// - Returns: the findings.
    /// - Throws: `SoraError`, `SystemError`.
    func findings(on shelf: String, of catalog: Catalog, checked: (Int64) throws -> Void) throws
        -> [Finding]
    {
        // The folder first: what comes meanwhile is then in the catalogue, and not an orphan.
        let place = "\(folder.objects)/\(shelf)"
        let kind = try files.status(of: place)?.kind
        let names = kind == .folder ? try files.names(in: place) : []
        let known = try catalog.database.read { try Self.known(shelf, $0) }
        let purged = try catalog.database.read { connection in
            Set(
                try connection.rows("SELECT sha256 || '.' || extension FROM purge") {
                    $0.text(0) ?? ""
                })
        }
        var findings: [Finding] = []
        if kind != nil, kind != .folder {
            findings.append(
                Finding(
                    .stray, "objects/\(shelf)", "is no folder of originals; take it out by hand"))
        }
        for name in names.sorted() where known[name] == nil && !purged.contains(name) {
            findings.append(stranger(name, shelf))
        }
        let found = Set(names)
        for (name, what) in known.sorted(by: { $0.key < $1.key }) {
            let subject = "objects/\(shelf)/\(name)"
            guard found.contains(name) else {
                if what.isPending { continue }
                findings += missing(subject, what)
                continue
            }
            findings += try look(at: subject, name, what)
            try checked(what.bytes ?? 0)
        }
        return findings
    }

    private func stranger(_ name: String, _ shelf: String) -> Finding {
        let subject = "objects/\(shelf)/\(name)"
        let digits = name.prefix { $0 != "." }
        let isObject =
            digits.count == 64 && digits.hasPrefix(shelf) && name.dropFirst(65).count > 0
            && digits.allSatisfy { $0.isHexDigit && !$0.isUppercase }
        guard isObject else {
            return Finding(.stray, subject, "is no original; take it out by hand")
        }
        return Finding(
            .orphan, subject, "belongs to nothing in the catalogue",
            remedy: "soralib import \(ShellWord.quoted("\(folder.path)/\(subject)"))")
    }

    private func missing(_ subject: String, _ what: Known) -> [Finding] {
        let owners = what.owners.joined(separator: ", ")
        let unnoted = what.videos.filter { !$0.isMissing }
        // Noted already, and nothing more can be done: it is told all the same.
        if unnoted.isEmpty {
            return [
                Finding(
                    .missing, subject, "is not there; it belongs to \(owners)",
                    remedy: "soralib library check, once the file is put back")
            ]
        }
        return unnoted.map {
            Finding(
                .missing, subject, "is not there; it belongs to \(owners)",
                repair: .note(.missing, video: $0.number))
        }
    }

    private func look(at subject: String, _ name: String, _ what: Known) throws -> [Finding] {
        let path = "\(folder.path)/\(subject)"
        let owners = what.owners.joined(separator: ", ")
        let verify =
            what.videos.isEmpty
            ? nil : "soralib verify " + what.videos.map { "v\($0.number)" }.joined(separator: " ")
        guard let status = try files.status(of: path), status.kind == .file else {
            return [Finding(.size, subject, "is no file; it belongs to \(owners)", remedy: verify)]
        }
        if let bytes = what.bytes, status.bytes != bytes {
            return [
                Finding(
                    .size, subject,
                    "has \(status.bytes) bytes and not \(bytes); it belongs to \(owners)",
                    remedy: verify)
            ]
        }
        var findings: [Finding] = []
        if status.mode & 0o777 != 0o444 {
            findings.append(
                Finding(
                    .rights, subject,
                    "can be changed: its rights are \(String(status.mode & 0o777, radix: 8))",
                    repair: .setMode(path: path, 0o444)))
        }
        if isRehashing || what.videos.contains(where: \.isMissing) {
            let file = try files.open(path, .read)
            let digest = try SHA256.digest(of: file, files: files)
            guard name.hasPrefix(digest) else {
                findings.append(
                    Finding(
                        .content, subject,
                        "has other bytes than its name says; it belongs to \(owners)",
                        remedy: verify))
                return findings
            }
        }
        for video in what.videos where video.isMissing {
            findings.append(
                Finding(
                    .returned, "v\(video.number)", "is noted as missing, and its file is there",
                    repair: .note(.present, video: video.number)))
        }
        return findings
    }

    private static func known(_ shelf: String, _ connection: borrowing Connection) throws
        -> [String: Known]
    {
        var known: [String: Known] = [:]
        // By the index of the digests; 'g' is behind every hexadecimal digit.
        try connection.forEachRow(
            """
            SELECT sha256 || '.' || extension, bytes, 'v' || id, id, file_state = 'missing' FROM video
            WHERE sha256 BETWEEN ?1 AND ?1 || 'g'
            UNION ALL
            SELECT sha256 || '.' || extension, bytes, 'i' || id, NULL, 0 FROM image
            WHERE sha256 BETWEEN ?1 AND ?1 || 'g'
            UNION ALL
            SELECT sha256 || '.' || extension, NULL, 't' || task_id, NULL, NULL FROM download
            WHERE sha256 BETWEEN ?1 AND ?1 || 'g'
            """, [.text(shelf)]
        ) { row in
            let name = row.text(0) ?? ""
            var what = known[name] ?? Known()
            what.bytes = what.bytes ?? row.integer(1)
            what.owners.append(row.text(2) ?? "")
            what.isPending = what.isPending && row.isNull(4)
            known[name] = what
            if let number = row.integer(3) {
                known[name]?.videos.append((number, row.integer(4) == 1))
            }
            return true
        }
        return known
    }
}
