package import SoraCatalog
import SoraModel
import SoraSystem

/// Brings a folder up to date with a selection of clips.
///
/// What is intended is recorded first (`.soralib-export.partial`), then each file is made whole under a
/// passing name and gets its own, and what was done is recorded last (`.soralib-export.json`). So an
/// export that was cut off is completed by the next one, and nothing is taken for soralib's that it did
/// not write.
package struct Exporter {
    /// How far an export is: bytes written, and bytes to write.
    package typealias Progress = (_ done: Int64, _ total: Int64) -> Void

    private let catalog: Catalog
    private let request: ExportRequest
    private let isStopped: () -> Bool
    private let progress: Progress

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - request: what to export, and how.
    ///   - catalog: the catalogue that the clips are in.
    ///   - isStopped: asked often; when true, the export ends in good order.
    ///   - progress: told how far it is.
    package init(
        _ request: ExportRequest, from catalog: Catalog,
        isStopped: @escaping () -> Bool = { false },
        progress: @escaping Progress = { _, _ in }
    ) {
        self.request = request
        self.catalog = catalog
        self.isStopped = isStopped
        self.progress = progress
    }

    private var files: FileSystem { catalog.system.files }
    private var maker: DraftMaker { DraftMaker(catalog: catalog, request: request) }

    /// Exports.
    ///
    /// - Returns: what was done, or with `isDryRun` would be.
    /// - Throws: `SoraError`: `exists`, `cannot_write`, `disk_full`, `locked`, `interrupted`.
    package func run() throws -> ExportSummary {
        do {
            let place = try ExportPlace(library: catalog.folder.path, files: files)
                .check(request.directory)
            if place.exists {
                let folder = try files.hold(place.path)
                return try export(into: folder)
            }
            return try exportAnew(to: place.path)
        } catch let error as SystemError {
            let told = error.forPeople
            // A folder on the way that is none is nothing that was looked for.
            throw told.code == .notFound ? SoraError(.cannotWrite, told.message) : told
        }
    }

    /// Exports into a folder that is not there yet.
    private func exportAnew(to path: String) throws -> ExportSummary {
        let drafts = try maker.drafts(avoiding: [])
        if request.isDryRun || drafts.files.isEmpty {
            var summary = ExportSummary(directory: path)
            summary.skipped = drafts.skipped
            summary.written = drafts.files.count
            summary.bytes = drafts.files.reduce(0) { $0 + $1.bytes }
            return summary
        }
        try files.makeFolder(path)
        let folder = try files.hold(path)
        let mode = 0o777 & ~request.creationMask
        if mode != 0o700 {
            do {
                try files.changeMode(of: folder, to: mode)
            } catch {
                // FAT and the like have no such rights to give.
                guard error.isForbidden else { throw error }
            }
        }
        return try export(into: folder)
    }

    private func export(into folder: borrowing HeldFolder) throws -> ExportSummary {
        guard request.isDryRun || files.lock(folder) else {
            throw SoraError(
                .locked, "another export writes into \(folder.path)",
                hint: "try again when it is done")
        }
        let contents = try FolderContents(of: folder, for: request.selection, files: files)
        let drafts = try maker.drafts(avoiding: contents.foreign)
        var work = try ExportWork(drafts, contents, request, catalog, folder)
        if !request.isDryRun { try carryOut(&work, contents, in: folder) }
        return work.summary
    }

    /// Does what was decided; nothing at all where nothing is to be done.
    private func carryOut(
        _ work: inout ExportWork, _ contents: FolderContents, in folder: borrowing HeldFolder
    ) throws {
        let isOutdated = try !work.isRecorded(in: folder, files)
        let isEmpty = work.records.isEmpty && work.pending.isEmpty && !contents.isExport
        guard
            !work.pending.isEmpty || !work.pruned.isEmpty || !contents.temporary.isEmpty
                || contents.isUnfinished || isOutdated && !isEmpty
        else { return }
        for name in contents.temporary { try files.remove(name, in: folder) }
        let total = work.pending.reduce(0) { $0 + $1.draft.bytes }
        var done: Int64 = 0
        let writer = FileWriter(system: catalog.system, mode: 0o666 & ~request.creationMask) {
            done += $0
            progress(done, total)
            if isStopped() {
                throw SoraError(.interrupted, "interrupted; the next export goes on")
            }
        }
        if !work.pending.isEmpty {
            try writer.put(
                work.intended.text, named: ExportManifest.partialName, in: folder)
            try files.synchronize(folder)
        }
        for item in work.pending {
            let outcome =
                switch item.draft.source {
                case .original(let path):
                    try writer.putClip(
                        item.draft, from: path, link: request.link, replacing: item.replaced,
                        in: folder)
                case .sidecar(let kind):
                    try writer.put(
                        try maker.sidecar(kind, of: item.draft.video), as: item.draft,
                        replacing: item.replaced, in: folder)
                }
            work.take(outcome, of: item.draft)
            try catalog.system.reach(.exportedFile)
        }
        for file in work.pruned { try files.remove(file.name, in: folder) }
        try files.synchronize(folder)
        try catalog.system.reach(.exportedAll)
        if work.checksums.isEmpty {
            if let name = FileName(ChecksumList.name) { try files.remove(name, in: folder) }
        } else {
            try writer.put(work.checksums, named: ChecksumList.name, in: folder)
        }
        try writer.put(work.manifest.text, named: ExportManifest.name, in: folder)
        try catalog.system.reach(.exportRecorded)
        if let name = FileName(ExportManifest.partialName) { try files.remove(name, in: folder) }
        try files.synchronize(folder)
    }
}
