import SoraCatalog
import SoraModel
import SoraSystem

/// What an export has to do in a folder, and what it did so far.
struct ExportWork {
    /// The clips, and what stands beside each.
    var clips: FilePlan
    /// What is made from all of them.
    var extras: FilePlan
    /// The files of earlier exports to be removed.
    private(set) var pruned: [ExportedFile] = []
    /// The files of earlier exports that belong no longer, and stay.
    private(set) var stale: [ExportedFile] = []

    /// What all of it is made from.
    private let digest: String?
    /// The export's own UUID.
    private let uid: String
    private let request: ExportRequest
    private let contents: FolderContents
    private let inspection: Inspection
    private let tree: FolderTree?
    private let drafts: DraftMaker.Drafts

    /// Looks at everything and decides; changes nothing.
    init(
        _ drafts: DraftMaker.Drafts, _ contents: FolderContents, _ maker: DraftMaker,
        in tree: FolderTree?, digest: String? = nil
    ) throws {
        self.digest = digest
        uid = contents.uid ?? maker.catalog.system.newUID().text
        self.drafts = drafts
        self.contents = contents
        self.tree = tree
        request = maker.request
        inspection = Inspection(files: maker.catalog.system.files, link: maker.request.link)
        clips = try FilePlan(drafts.files, contents, inspection, in: tree)
        extras = try FilePlan([], contents, inspection, in: tree)
        try makeExtras(maker)
        try findStale()
    }

    /// Decides on the extras, by the clips that are in the folder or will be.
    mutating func makeExtras(_ maker: DraftMaker) throws {
        guard !drafts.files.isEmpty || contents.isExport else { return }
        let made = try maker.extras(of: drafts, without: clips.lost)
        extras = try FilePlan(made, contents, inspection, in: tree)
    }

    private mutating func findStale() throws {
        guard let tree, !contents.known.isEmpty else { return }
        let wanted = Set(
            (drafts.files.map(\.path) + (extras.records.map(\.path))
                + extras.pending.map(\.draft.path)))
        for (path, before) in contents.known where !wanted.contains(path) {
            guard let record = try inspection.stale(path, before, in: tree) else { continue }
            if request.prunes { pruned.append(record) } else { stale.append(record) }
        }
        pruned.sort { $0.path.text < $1.path.text }
        stale.sort { $0.path.text < $1.path.text }
    }

    /// Whether there is nothing to be told of but what is in the folder.
    private var isWhole: Bool {
        drafts.skipped.isEmpty && stale.isEmpty && !clips.leavesOut && !extras.leavesOut
    }

    /// Whether the folder is a bag.
    var isBag: Bool { request.isBag }

    /// Whether nothing is there, and nothing is to be.
    var isEmpty: Bool {
        records.isEmpty && clips.pending.isEmpty && extras.pending.isEmpty && !contents.isExport
    }

    /// Whether files are to be written or removed.
    var changesFiles: Bool {
        !clips.pending.isEmpty || !extras.pending.isEmpty || !pruned.isEmpty
            || !contents.temporary.isEmpty || contents.isUnfinished
    }

    /// The files that soralib wrote and that are there.
    private var records: [ExportedFile] { clips.records + extras.records + stale }

    /// What is recorded before the first file is written: also what others that were cut off meant to,
    /// for it may be there.
    var intended: ExportManifest {
        let files = (clips.pending + extras.pending).map {
            $0.draft.record(modified: 0, link: request.link)
        }
        let now = Set(files)
        let unfinished = contents.known.values.flatMap(\.intended).filter { !now.contains($0) }
        return ExportManifest(
            uid: uid, selection: request.selection, isBag: request.isBag, files: unfinished + files)
    }

    /// What is recorded at the end.
    var manifest: ExportManifest {
        ExportManifest(
            uid: uid, selection: request.selection, isBag: request.isBag,
            digest: isWhole ? digest : nil,
            files: records.sorted { $0.path.text < $1.path.text })
    }

    /// The files whose bytes are vouched for.
    func vouched(in manifest: ExportManifest) -> [ExportedFile] {
        let edited = clips.edited.union(extras.edited)
        return edited.isEmpty ? manifest.files : manifest.files.filter { !edited.contains($0.path) }
    }

    /// What was done, or will be.
    func summary(in directory: String) -> ExportSummary {
        var summary = ExportSummary(directory: directory)
        summary.files =
            drafts.skipped + clips.wholeReport + extras.wholeReport
            + pruned.map { .init(.removed, $0) } + stale.map { .init(.stale, $0) }
        if !isEmpty, !request.isDryRun {
            summary.folder = ExportedFolder(
                uid: uid, files: records.count, bytes: records.reduce(0) { $0 + $1.bytes })
        }
        return summary
    }
}
