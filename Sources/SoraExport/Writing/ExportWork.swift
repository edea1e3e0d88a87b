import SoraCatalog
import SoraSystem

/// What an export has to do in a folder, and what it did so far.
struct ExportWork {
    /// A file that has to be written.
    struct Pending {
        var draft: Draft
        /// What an earlier export wrote there, or `nil` where the name is free.
        var replaced: FileStatus?
    }

    /// The files to be written, in order.
    private(set) var pending: [Pending] = []
    /// The files of earlier exports to be removed.
    private(set) var pruned: [ExportedFile] = []
    /// The files that soralib wrote and that are there.
    private(set) var records: [ExportedFile] = []
    /// What was counted.
    private(set) var summary: ExportSummary

    /// The names of files that the user changed: recorded still, and no longer vouched for.
    private var edited: Set<FileName> = []
    private let selection: ExportSelection
    private let link: LinkKind
    /// What exports that were cut off meant to write.
    private let unfinished: [ExportedFile]

    /// Looks at everything and decides; changes nothing.
    init(
        _ drafts: DraftMaker.Drafts, _ contents: FolderContents, _ request: ExportRequest,
        _ catalog: Catalog, _ folder: borrowing HeldFolder
    ) throws {
        selection = request.selection
        link = request.link
        unfinished = contents.known.values.flatMap(\.intended)
        summary = ExportSummary(directory: folder.path)
        summary.skipped = drafts.skipped
        let inspection = Inspection(
            files: catalog.system.files, library: catalog.folder, link: request.link)
        var known = contents.known
        for draft in drafts.files {
            let before = known.removeValue(forKey: draft.name)
            switch try inspection.action(for: draft, before, in: folder) {
            case .keep(let record):
                records.append(record)
                summary.unchanged += 1
            case .write: pending.append(Pending(draft: draft, replaced: nil))
            case .replace(let status): pending.append(Pending(draft: draft, replaced: status))
            case .leave(let reason, let record):
                summary.skipped.append(.init(video: draft.video, reason: reason))
                if let record {
                    records.append(record)
                    edited.insert(record.name)
                }
            }
        }
        for (name, before) in known {
            guard let record = try inspection.stale(name, before, in: folder) else { continue }
            if request.prunes {
                pruned.append(record)
            } else {
                records.append(record)
            }
        }
        summary.removed = pruned.count
        summary.stale = request.prunes ? 0 : records.count - summary.unchanged - edited.count
        // What a dry run tells; the writing counts for itself.
        if request.isDryRun {
            summary.written = pending.count
            summary.bytes = pending.reduce(0) { $0 + $1.draft.bytes }
        }
    }

    /// What is recorded before the first file is written: also what others that were cut off meant to,
    /// for it may be there.
    var intended: ExportManifest {
        let files = pending.map { $0.draft.record(modified: 0, link: link) }
        let now = Set(files)
        return ExportManifest(
            selection: selection, files: unfinished.filter { !now.contains($0) } + files)
    }

    /// What is recorded at the end.
    var manifest: ExportManifest {
        ExportManifest(
            selection: selection, files: records.sorted { $0.name.text < $1.name.text })
    }

    /// The list for `sha256sum -c`.
    var checksums: String {
        manifest.files.filter { !edited.contains($0.name) }
            .map { ChecksumList.line($0.sha256, $0.name.text) }.joined()
    }

    /// Whether the folder's records say just this already.
    func isRecorded(in folder: borrowing HeldFolder, _ files: FileSystem) throws -> Bool {
        for (name, text) in [
            (ExportManifest.name, manifest.text), (ChecksumList.name, checksums),
        ] {
            guard let name = FileName(name) else { return false }
            guard let status = try files.status(of: name, in: folder) else {
                if text.isEmpty { continue }
                return false
            }
            guard status.kind == .file, status.bytes == text.utf8.count else { return false }
            let file = try files.open(name, in: folder)
            guard try files.read(file, at: 0, count: Int(status.bytes)) == Array(text.utf8) else {
                return false
            }
        }
        return true
    }

    /// Takes in what came of a file.
    mutating func take(_ outcome: FileWriter.Outcome, of draft: Draft) {
        switch outcome {
        case .written(let record):
            records.append(record)
            summary.written += 1
            summary.bytes += record.bytes
        case .skipped(let reason):
            summary.skipped.append(.init(video: draft.video, reason: reason))
        }
    }
}
