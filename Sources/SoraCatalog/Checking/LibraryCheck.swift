import SoraModel
import SoraSQLite
import SoraSystem

/// Looks for everything that is wrong in a library, and mends what can be mended without a loss.
package struct LibraryCheck {
    /// What a check came to.
    package struct Summary: Sendable {
        /// How many originals were looked at.
        package var objects = 0
        /// How many bytes they have.
        package var bytes: Int64 = 0
        /// What was found.
        package var findings: [Finding] = []
        /// Whether a sync was running, so that its files were not looked at.
        package var isPartial = false

        package init() {}

        /// Whether nothing is wrong any more.
        package var isClean: Bool { findings.allSatisfy(\.isRepaired) }
    }

    private let catalog: Catalog
    private let isRehashing: Bool
    private let isRepairing: Bool

    /// - Parameters:
    ///   - catalog: the library's; opened for writing where it is to be repaired.
    ///   - isRehashing: whether every original is read and hashed.
    ///   - isRepairing: whether to mend what can be mended without a loss.
    package init(_ catalog: Catalog, isRehashing: Bool, isRepairing: Bool) {
        self.catalog = catalog
        self.isRehashing = isRehashing
        self.isRepairing = isRepairing
    }

    /// Checks everything.
    ///
    /// - Parameters:
    ///   - progress: is told how many originals and bytes were looked at so far.
    ///   - report: is told each finding as it comes.
    /// - Returns: what was found.
    /// - Throws: `SoraError` where something cannot be read at all.
    package func run(
        progress: (Int, Int64) -> Void = { _, _ in }, report: (Finding) throws -> Void = { _ in }
    ) throws -> Summary {
        var summary = Summary()
        func tell(_ findings: [Finding]) throws {
            for finding in findings {
                let mended = try mended(finding)
                summary.findings.append(mended)
                try report(mended)
            }
        }
        do {
            // Where there is none, no sync has run yet; and on a read-only medium none does.
            let files = catalog.system.files
            let mayRun =
                try files.status(of: catalog.folder.runLock) != nil
                && files.isWritable(catalog.folder.path)
            let lock = mayRun ? try takeRunLock() : nil
            summary.isPartial = mayRun && lock == nil
            try tell(try catalog.database.read { try CatalogCheck().findings(on: $0) })
            if summary.findings.contains(where: { $0.kind == .damaged }) { return summary }
            try tell(try queries())
            try tell(try catalog.searchFindings(isThorough: isRehashing))
            let leftovers = LeftoverCheck(catalog: catalog)
            try tell(try leftovers.rights())
            if !summary.isPartial {
                try tell(try leftovers.findings())
                try tell(try catalog.purgeFindings())
            }
            let objects = ObjectCheck(
                folder: catalog.folder, files: catalog.system.files, isRehashing: isRehashing)
            try tell(try objects.strays())
            let sidecars = SidecarCheck(catalog: catalog, isReading: isRehashing)
            let keepsSidecars = try catalog.setting(.sidecars) == "on"
            if keepsSidecars, !summary.isPartial { try tell(try sidecars.commonFindings()) }
            for shelf in try objects.usedShelves(of: catalog) {
                try tell(
                    try objects.findings(on: shelf, of: catalog) { bytes in
                        summary.objects += 1
                        summary.bytes += bytes
                        progress(summary.objects, summary.bytes)
                    })
                // While others work, some are on their way.
                if keepsSidecars, !summary.isPartial { try tell(try sidecars.findings(on: shelf)) }
            }
            if isRepairing { try catalog.writeSidecars() }
            _ = consume lock
        } catch let error as SystemError {
            throw error.forPeople
        }
        return summary
    }

    private func takeRunLock() throws -> FileLock? {
        try FileLock.tryTaking(catalog.folder.runLock, files: catalog.system.files)
    }

    /// The smart collections whose query cannot be read.
    private func queries() throws -> [Finding] {
        let saved = try catalog.database.read { connection in
            try connection.rows(
                "SELECT name, query FROM collection WHERE query IS NOT NULL ORDER BY name"
            ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
        }
        return saved.compactMap { name, query in
            do {
                _ = try catalog.query([query], about: .video)
                return nil
            } catch {
                return Finding(
                    .collection, name, "its query cannot be read: \(query)",
                    remedy: "soralib collection delete \(ShellWord.quoted(name))")
            }
        }
    }

    private func mended(_ finding: Finding) throws -> Finding {
        guard isRepairing, let repair = finding.repair else { return finding }
        let files = catalog.system.files
        switch repair {
        case .note(let state, let video): try catalog.note(state, ofVideo: video)
        case .setMode(let path, let mode): try files.changeMode(of: path, to: mode)
        case .remove(let path): try files.remove(path)
        case .renumber(let collection): try catalog.renumber(collection: collection)
        case .finishPurges:
            guard
                let lock = try FileLock.tryTaking(catalog.folder.importLock, files: files)
            else { return finding }
            try catalog.finishPurges()
            _ = consume lock
        case .writeSidecar(let original): try catalog.writeSidecar(of: original)
        case .rebuildSearch: try catalog.rebuildSearch()
        }
        var finding = finding
        finding.isRepaired = true
        return finding
    }
}
