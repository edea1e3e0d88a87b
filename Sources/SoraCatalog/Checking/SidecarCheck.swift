import SoraModel
import SoraSQLite
import SoraSystem

/// Compares the sidecars with the catalogue, a shelf at a time.
///
/// One that is noted as behind is no finding: the next command that changes something writes it.
struct SidecarCheck {
    let catalog: Catalog
    /// Whether each is read and compared, or only has to be there.
    let isReading: Bool

    private var files: FileSystem { catalog.system.files }

    /// What is wrong with the one that no original leads to.
    func commonFindings() throws -> [Finding] {
        let isDue = try catalog.database.read {
            try $0.integer("SELECT 1 FROM sidecar_due WHERE video_id = 0") != nil
        }
        if isDue { return [] }
        let path = catalog.folder.commonSidecar
        let subject = "sidecars/library.json"
        guard try files.status(of: path) != nil else {
            // A library in which nothing was done yet has none.
            let isNeeded = try catalog.database.read {
                try $0.integer("SELECT 1 FROM provider UNION ALL SELECT 1 FROM video LIMIT 1")
                    != nil
            }
            return isNeeded ? [finding(subject, "is not there", nil)] : []
        }
        guard isReading else { return [] }
        let records = try catalog.database.read {
            try SidecarRecords(on: $0).commonRecords(on: $0)
        }
        return try says(records, path, isCommon: true) ? [] : [finding(subject, "is behind", nil)]
    }

    /// What is wrong on one shelf.
    func findings(on shelf: String) throws -> [Finding] {
        let place = "\(catalog.folder.sidecars)/\(shelf)"
        let names = try files.status(of: place)?.kind == .folder ? try files.names(in: place) : []
        let there = Set(names)
        let originals = try catalog.database.read { connection in
            try connection.rows(
                """
                SELECT sha256 FROM video LEFT JOIN sidecar_due ON video_id = id
                WHERE sha256 BETWEEN ?1 AND ?1 || 'g'
                GROUP BY sha256 HAVING count(video_id) = 0 ORDER BY sha256
                """, [.text(shelf)]
            ) { $0.text(0) ?? "" }
        }
        var findings: [Finding] = []
        // A power cut may leave a name without a content.
        for original in originals where there.contains("\(original).json") {
            let path = catalog.folder.sidecar(original)
            if !isReading, try files.status(of: path)?.bytes == 0 {
                findings.append(finding("sidecars/\(shelf)/\(original).json", "is empty", original))
            }
        }
        for original in originals where !there.contains("\(original).json") {
            findings.append(
                finding("sidecars/\(shelf)/\(original).json", "is not there", original))
        }
        guard isReading, !originals.isEmpty else { return findings }
        let present = originals.filter { there.contains("\($0).json") }
        let records = try catalog.database.read {
            try SidecarRecords(on: $0).records(of: present, on: $0)
        }
        for original in present
        where try !says(records[original] ?? [], catalog.folder.sidecar(original)) {
            findings.append(finding("sidecars/\(shelf)/\(original).json", "is behind", original))
        }
        return findings
    }

    /// Whether a sidecar has these records.
    ///
    /// Those of services and lists may be older: the newest ones are in the one that no original leads to.
    private func says(_ records: [String], _ path: String, isCommon: Bool = false) throws -> Bool {
        let found = try files.contents(of: path, limit: SidecarWriter.largest)
        let lines = String(decoding: found, as: UTF8.self).split(separator: "\n").dropFirst()
        func compared(_ line: some StringProtocol) -> Bool {
            isCommon
                || !line.hasPrefix(#"{"record":"provider""#)
                    && !line.hasPrefix(#"{"record":"collection""#)
                    && !line.hasPrefix(#"{"record":"field""#)
        }
        let wanted = SidecarWriter.body(of: records).split(separator: "\n").dropFirst()
        return wanted.filter(compared) == lines.filter(compared)
    }

    private func finding(_ subject: String, _ message: String, _ original: String?) -> Finding {
        Finding(.sidecar, subject, message, repair: .writeSidecar(original: original))
    }
}
