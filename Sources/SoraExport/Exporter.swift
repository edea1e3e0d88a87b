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
            let isNew = !place.exists
            var drafts: DraftMaker.Drafts?
            if isNew {
                let nothing = FolderContents(files: files)
                let new = try maker.drafts(into: nothing)
                if request.isDryRun || new.files.isEmpty {
                    return try ExportWork(new, nothing, maker, in: nil).summary(in: place.path)
                }
                try files.makeFolder(place.path)
                drafts = new
            }
            let held = try files.hold(place.path)
            let mode = 0o777 & ~request.creationMask
            if isNew { try FolderTree.giveRights(mode, to: held, files) }
            guard request.isDryRun || files.lock(held) else {
                throw SoraError(
                    .locked, "another export writes into \(place.path)",
                    hint: "try again when it is done")
            }
            let glance = Glance(catalog: catalog, request: request)
            let digest = try glance.digest()
            if let digest, !isNew, let found = try glance.unchanged(digest, in: held) {
                var summary = ExportSummary(directory: place.path, unchanged: found.files)
                if !request.isDryRun { summary.folder = found }
                return summary
            }
            return try export(drafts, digest, into: FolderTree(held, files: files, mode: mode))
        } catch let error as SystemError {
            let told = error.forPeople
            // A folder on the way that is none is nothing that was looked for.
            throw told.code == .notFound ? SoraError(.cannotWrite, told.message) : told
        }
    }

    private func export(
        _ drafts: DraftMaker.Drafts?, _ digest: String?, into tree: FolderTree
    ) throws -> ExportSummary {
        let contents = try FolderContents(of: tree, for: request, files: files)
        var work = try ExportWork(
            try drafts ?? maker.drafts(into: contents), contents, maker, in: tree, digest: digest)
        if !request.isDryRun { try carryOut(&work, contents, in: tree) }
        return work.summary(in: tree.path)
    }

    /// Does what was decided; nothing at all where nothing is to be done.
    private func carryOut(
        _ work: inout ExportWork, _ contents: FolderContents, in tree: FolderTree
    ) throws {
        let records = ExportRecords(tree: tree, files: files)
        guard try work.changesFiles || !work.isEmpty && !records.areCurrent(work) else { return }
        for path in contents.temporary { try tree.remove(path) }
        let pending = work.clips.pending + work.extras.pending
        let total = pending.reduce(0) { $0 + $1.draft.bytes }
        var done: Int64 = 0
        let writer = FileWriter(
            system: catalog.system, tree: tree, mode: 0o666 & ~request.creationMask
        ) {
            done += $0
            progress(done, max(done, total))
            if isStopped() {
                throw SoraError(.interrupted, "interrupted; the next export goes on")
            }
        }
        if !pending.isEmpty {
            try records.announce(work, writer)
            try tree.synchronize()
        }
        try write(&work.clips, writer)
        if !work.clips.lost.isEmpty, !request.extras.isEmpty {
            // Not all clips are there after all: what is made from them has to leave these out.
            try work.makeExtras(maker)
            try records.announce(work, writer)
            try tree.synchronize()
        }
        try write(&work.extras, writer)
        for file in work.pruned { try tree.remove(file.path) }
        try tree.synchronize()
        try catalog.system.reach(.exportedAll)
        try records.write(work, writer)
        try catalog.system.reach(.exportRecorded)
        if let partial = ExportPath(ExportManifest.partialName) { try tree.remove(partial) }
        try tree.synchronize()
    }

    private func write(_ plan: inout FilePlan, _ writer: FileWriter) throws {
        while let item = plan.begin() {
            plan.take(try write(item, writer), of: item)
            try catalog.system.reach(.exportedFile)
        }
    }

    private func write(
        _ item: FilePlan.Pending, _ writer: FileWriter
    ) throws -> FileWriter.Outcome {
        switch item.draft.source {
        case .original(let path):
            return try writer.putClip(
                item.draft, from: path, link: request.link, replacing: item.replaced)
        case .sidecar(let kind):
            guard let video = item.draft.video else { return .skipped("it belongs to no clip") }
            return try writer.put(
                try maker.sidecar(kind, of: video), as: item.draft, replacing: item.replaced)
        case .extra(.bytes(let bytes)):
            return try writer.put(bytes, as: item.draft, replacing: item.replaced)
        case .extra(.file(let path, _, _)):
            return try writer.putClip(
                item.draft, from: path, link: request.link == .copy ? .copy : .reflink,
                replacing: item.replaced)
        }
    }
}
