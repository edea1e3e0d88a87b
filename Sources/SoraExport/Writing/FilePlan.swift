import SoraSystem

/// What is to be done with some of an export's files, and what came of it.
struct FilePlan {
    /// A file that has to be written.
    struct Pending {
        var draft: Draft
        /// What an earlier export wrote there, or `nil` where the name is free.
        var replaced: FileStatus?
        /// What is recorded of what is there.
        var before: ExportedFile?
    }

    /// The files to be written, in order.
    private var planned: [Pending] = []
    /// How many of them were begun.
    private var begun = 0
    /// The files that soralib wrote and that are there, edited ones too.
    private(set) var records: [ExportedFile] = []
    /// The files that the user changed: recorded still, and no longer vouched for.
    private(set) var edited: Set<ExportPath> = []
    /// What was done, or will be, in the order of the files.
    private var report: [ExportSummary.File] = []
    /// The clips whose own file is not in the folder after all.
    private(set) var lost: Set<String> = []

    /// Looks at what is there and decides; changes nothing.
    init(
        _ drafts: [Draft], _ contents: FolderContents, _ inspection: Inspection,
        in tree: FolderTree?
    ) throws {
        for draft in drafts {
            let before = contents.known[draft.path]
            switch try inspection.action(for: draft, before, in: tree) {
            case .keep(let record):
                records.append(record)
                report.append(.init(.unchanged, draft))
            case .write: planned.append(Pending(draft: draft))
            case .replace(let status):
                planned.append(
                    Pending(draft: draft, replaced: status, before: before?.records.first))
            case .leave(let reason, let record):
                report.append(.init(.leftOut, draft, reason: reason))
                if let record {
                    records.append(record)
                    edited.insert(record.path)
                } else if draft.role == .clip, let uid = draft.uid {
                    lost.insert(uid)
                }
            }
        }
    }

    /// The files that are still to be written, in order.
    var pending: ArraySlice<Pending> { planned[begun...] }

    /// What is reported: also of the files that are still to be written.
    var wholeReport: [ExportSummary.File] {
        report + pending.map { .init($0.replaced == nil ? .written : .replaced, $0.draft) }
    }

    /// Whether something was left out, or left as it is.
    var leavesOut: Bool { report.contains { $0.action == .leftOut } }

    /// The next file to be written.
    mutating func begin() -> Pending? {
        guard begun < planned.count else { return nil }
        begun += 1
        return planned[begun - 1]
    }

    /// Takes in what came of a file.
    mutating func take(_ outcome: FileWriter.Outcome, of item: Pending) {
        switch outcome {
        case .written(let record):
            records.append(record)
            report.append(.init(item.replaced == nil ? .written : .replaced, item.draft))
        case .skipped(let reason):
            report.append(.init(.leftOut, item.draft, reason: reason))
            if let before = item.before {
                records.append(before)
                edited.insert(before.path)
            }
            if item.draft.role == .clip, let uid = item.draft.uid { lost.insert(uid) }
        }
    }
}
