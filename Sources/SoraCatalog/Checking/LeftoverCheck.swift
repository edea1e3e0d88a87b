import SoraModel
import SoraSystem

/// Looks for what ended runs left: only while no sync runs, for it has such files itself.
struct LeftoverCheck {
    let catalog: Catalog

    private var folder: LibraryFolder { catalog.folder }
    private var files: FileSystem { catalog.system.files }

    /// What lies in `incoming/` and belongs to nothing.
    func findings() throws -> [Finding] {
        var findings: [Finding] = []
        let downloads = try catalog.downloadFiles()
        for name in try names(in: folder.incoming).sorted()
        where name != "receipts" && !downloads.contains(name) {
            // Others belong to an import that may be running.
            guard name.hasPrefix("t"), name.hasSuffix(".part") else { continue }
            findings.append(
                Finding(
                    .leftover, "incoming/\(name)", "is part of a download that is over",
                    repair: .remove(path: "\(folder.incoming)/\(name)")))
        }
        let pending = Set(try catalog.pendingAttempts().map(\.uid.text))
        for name in try names(in: folder.receipts).sorted() where !pending.contains(name) {
            // Never taken away here: what is not known to be read is the only trace of a charge.
            findings.append(
                Finding(
                    .receipt, "incoming/receipts/\(name)",
                    "is the answer to a request that is not open any more", remedy: "soralib sync"))
        }
        return findings
    }

    /// Whether only the owner may read the catalogue; the library's own folder has the rights that it
    /// was given.
    func rights() throws -> [Finding] {
        guard let status = try files.status(of: folder.database), status.mode & 0o077 != 0 else {
            return []
        }
        return [
            Finding(
                .rights, "soralib.sqlite",
                "is open to others: its rights are \(String(status.mode & 0o777, radix: 8))",
                repair: .setMode(path: folder.database, 0o600))
        ]
    }

    private func names(in folder: String) throws -> [String] {
        try files.status(of: folder) == nil ? [] : files.names(in: folder)
    }
}
