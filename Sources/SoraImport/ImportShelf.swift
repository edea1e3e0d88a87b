import SoraCatalog
import SoraModel
import SoraSystem

/// Gives files that were taken in their place among the originals, and tells the catalogue.
struct ImportShelf {
    private let request: ImportRequest
    private let catalog: Catalog
    private let tell: (ImportEvent) -> Void
    private let histories: HistoryIndex
    private var knowledge: FolderKnowledge?
    /// In a dry run: the digests of the files that would be imported.
    private var wanted: Set<String> = []
    /// The prompts that came with clips, which may be revisions of each other.
    private var prompts: [CarriedFacts.Prompt] = []
    /// What was done so far.
    var summary = ImportSummary()

    init(request: ImportRequest, catalog: Catalog, tell: @escaping (ImportEvent) -> Void) {
        self.request = request
        self.catalog = catalog
        self.tell = tell
        var histories = HistoryIndex()
        for path in request.sidecars {
            if let json = FolderKnowledge.json(path, files: catalog.system.files, tell: tell) {
                histories.add(json.view)
            }
        }
        self.histories = histories
    }

    private var files: FileSystem { catalog.system.files }

    /// Notes a file that was not imported.
    mutating func fail(_ failure: ImportFailure) {
        summary.failed.append(failure)
        tell(.failed(failure))
    }

    /// Stores a batch: first all files, durably; then all rows, in one commit; last the originals that are
    /// moved are removed.
    ///
    /// - Throws: `SoraError`, `SystemError` when the library cannot be written.
    mutating func put(_ batch: [Taken]) throws {
        var drafts: [Draft] = []
        var digests: Set<String> = []
        for case .ready(let draft) in batch {
            if digests.insert(draft.original.stored.sha256).inserted {
                drafts.append(draft)
            } else {
                try files.remove(draft.path)
            }
        }
        let (outcomes, verdicts) = try store(drafts)
        var settled: [(Original, Int64)] = []
        for taken in batch {
            switch taken {
            case .ready(let draft):
                guard let outcome = outcomes[draft.original.stored.sha256] else { continue }
                // The second of two same files is a duplicate of the first.
                let isFirst = drafts.contains { $0.path == draft.path }
                if case .new(let number, let refused) = outcome, isFirst {
                    let video = Handle(.video, number)
                    summary.imported.append(video)
                    summary.bytes += draft.original.stored.bytes
                    tell(
                        .imported(
                            path: draft.original.candidate.path, video: video,
                            verdict: verdicts[draft.original.stored.sha256]
                                ?? draft.measured.outcome.verdict))
                    if !refused.isEmpty {
                        tell(.notTaken(path: draft.original.candidate.path, what: refused))
                    }
                    settled.append((draft.original, number))
                } else {
                    settled.append((draft.original, note(draft.original, outcome.number)))
                }
            case .known(let original, let video):
                settled.append((original, note(original, video)))
            case .wanted(let original): want(original)
            case .failed(let failure): fail(failure)
            case .stopped(let error): summary.ending = summary.ending ?? error
            }
        }
        if request.moves, !request.isDryRun {
            for (original, _) in settled { try removeOriginal(original) }
        }
    }

    /// Stores files and rows.
    ///
    /// - Returns: what became of each, and its verdict, by digest.
    private mutating func store(
        _ drafts: [Draft]
    ) throws -> (outcomes: [String: ImportOutcome], verdicts: [String: Verdict]) {
        guard !drafts.isEmpty else { return ([:], [:]) }
        let clips = drafts.map { draft in
            let facts = facts(of: draft)
            var measured = draft.measured
            if let requested = facts.requested, let probe = measured.probe {
                measured = Measured(probe, deep: measured.deep, against: requested)
            }
            return NewImport(
                file: draft.original.stored, measured: measured, facts: facts,
                collections: request.collections)
        }
        try ObjectStore(folder: catalog.folder, files: files).promote(
            drafts.map { ($0.path, $0.original.stored) }
        ) { () throws(SystemError) in try catalog.system.reach(.importRenamed) }
        try catalog.system.reach(.importPromoted)
        let outcomes = try catalog.storeImports(clips, prompts: &prompts)
        try catalog.system.reach(.importCommitted)
        let digests = drafts.map(\.original.stored.sha256)
        return (
            Dictionary(zip(digests, outcomes), uniquingKeysWith: { first, _ in first }),
            Dictionary(
                zip(digests, clips.map(\.measured.outcome.verdict)),
                uniquingKeysWith: { first, _ in first })
        )
    }

    /// What is known of a clip, from the nearest source to the farthest.
    private mutating func facts(of draft: Draft) -> ClipFacts {
        let candidate = draft.original.candidate
        if knowledge?.folder != candidate.folder {
            knowledge = FolderKnowledge(candidate.folder, files: files, tell: tell)
        }
        let stem = FolderKnowledge.stem(of: candidate.name)
        var facts = ClipFacts()
        facts.title = request.title
        facts.tags = request.tags
        facts.fill(from: knowledge?.facts(of: candidate) ?? ClipFacts())
        facts.fill(from: histories.facts(named: candidate.name, id: stem) ?? ClipFacts())
        facts.fill(from: TagFacts.facts(of: draft.measured.probe?.tags ?? [:]))
        facts.fill(from: request.standard)
        var named = NameFacts.facts(of: stem)
        // A prompt tells more than a name that a program made up.
        if facts.prompt != nil { named.title = nil }
        facts.fill(from: named)
        facts.createdAt =
            facts.createdAt
            ?? MomentText.seconds(Double(draft.original.status.modifiedNanoseconds) / 1e9)
        if let sha256 = facts.carried?.sha256 {
            facts.carried?.isOfThisFile = sha256 == draft.original.stored.sha256
        }
        return facts.mended()
    }

    private mutating func note(_ original: Original, _ number: Int64) -> Int64 {
        let video = Handle(.video, number)
        summary.duplicates.append(.init(path: original.candidate.path, video: video))
        tell(.duplicate(path: original.candidate.path, video: video))
        return number
    }

    private mutating func want(_ original: Original) {
        let path = original.candidate.path
        if wanted.insert(original.stored.sha256).inserted {
            summary.wouldImport += 1
            summary.bytes += original.stored.bytes
            tell(.wouldImport(path: path))
        } else {
            summary.duplicates.append(.init(path: path, video: nil))
            tell(.duplicate(path: path, video: nil))
        }
    }

    /// Removes an original whose copy is proved: read again from where it lies, and of the same digest.
    private mutating func removeOriginal(_ original: Original) throws {
        let path = original.candidate.path
        func keep(_ why: String) { tell(.originalKept(path: path, why: why)) }
        guard !original.candidate.isOriginal else { return keep("it lies where originals do") }
        let digest = try ObjectStore(folder: catalog.folder, files: files).digest(
            of: original.stored)
        guard digest == original.stored.sha256 else {
            return keep("its copy in the library cannot be read back: run `soralib verify`")
        }
        do {
            guard let status = try files.status(of: original.candidate.absolute) else { return }
            guard status.kind == .file else { return keep("it is a link") }
            guard status == original.status else { return keep("it has changed since it was read") }
            try files.remove(original.candidate.absolute)
            summary.removed += 1
        } catch {
            keep(error.forPeople.message)
        }
    }
}

extension ImportOutcome {
    fileprivate var number: Int64 {
        switch self {
        case .new(let number, _), .known(let number): number
        }
    }
}
