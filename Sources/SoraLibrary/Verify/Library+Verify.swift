import SoraCatalog
import SoraMedia
package import SoraModel
import SoraSystem

extension Library {
    /// One video that was checked.
    package struct Checked: Sendable {
        /// The video.
        package var video: Handle
        /// The verdict now.
        package var verdict: Verdict
        /// Whether its file is there.
        package var fileState: FileState
        /// Why, in words.
        package var reasons: [String]
    }

    /// What was found of one video.
    private struct Found: Sendable {
        var video: VideoRecord
        var fileState: FileState
        var measured: Measured?
    }

    /// What a check of one video needs.
    private struct Means: Sendable {
        let store: ObjectStore
        let workers: MediaWorkers
        let isDeep: Bool
        let progress: VerifyProgress
    }

    /// How many videos are read from the catalogue at once.
    private static let page = 500

    /// Checks stored files again: there, the same bytes, and what was asked for.
    ///
    /// What was found of a video is stored before it is reported, so that a run that is cut off has done
    /// that much. A file that is under way when it is stopped is left as it was.
    ///
    /// - Parameters:
    ///   - numbers: the videos' numbers.
    ///   - options: how they are checked.
    ///   - isStopped: asked now and then; once it says so, nothing more is found.
    ///   - progress: is told how many bytes are done; on any thread.
    ///   - report: is told each video that was checked.
    /// - Returns: the counts.
    /// - Throws: `SoraError` when the catalogue fails, the prober cannot work on this machine, or it was stopped
    ///   (`interrupted`); what was found of earlier videos stands, and nothing is said of the others.
    package func verify(
        _ numbers: [Int64], _ options: VerifyOptions = VerifyOptions(),
        isStopped: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (_ done: Int64) -> Void = { _ in },
        report: (Checked) throws -> Void
    ) async throws -> VerifySummary {
        let workers = try mediaWorkers(count: options.jobs, isDeep: options.isDeep)
        let means = Means(
            store: ObjectStore(folder: catalog.folder, files: context.system.files),
            workers: workers, isDeep: options.isDeep, progress: VerifyProgress(progress))
        let result: Result<VerifySummary, any Error>
        do {
            result = .success(
                try await verify(numbers, options, means, isStopped: isStopped, report: report))
        } catch {
            result = .failure(error)
        }
        await workers.shutdown()
        return try result.get()
    }

    private func verify(
        _ numbers: [Int64], _ options: VerifyOptions, _ means: Means,
        isStopped: @escaping @Sendable () -> Bool, report: (Checked) throws -> Void
    ) async throws -> VerifySummary {
        let limit = options.jobs ?? MediaWorkers.cores
        var summary = VerifySummary()
        var rest = numbers[...]
        var page: [VideoRecord] = []
        func next() throws -> VideoRecord? {
            while page.isEmpty, !rest.isEmpty {
                page = try catalog.videos(numbers: Array(rest.prefix(Self.page))).reversed()
                rest = rest.dropFirst(Self.page)
            }
            return page.popLast()
        }
        try await withThrowingTaskGroup(of: Found?.self) { group in
            // Files may take minutes each, so that somebody has to look up meanwhile; it is ended with the group.
            group.addTask {
                while !isStopped() { try await Task.sleep(nanoseconds: 50_000_000) }
                return nil
            }
            defer { group.cancelAll() }
            var underWay = 0
            while true {
                while underWay < limit, let video = try next() {
                    group.addTask {
                        let (state, measured) = try await self.check(video, means)
                        return Found(video: video, fileState: state, measured: measured)
                    }
                    underWay += 1
                }
                if underWay == 0 { break }
                guard let found = try await group.next() ?? nil, !isStopped() else {
                    throw SoraError(
                        .interrupted,
                        "interrupted; what was found of \(summary.checked) videos is stored",
                        hint:
                            "go on with the rest: `soralib verify --older-than 1h`, and what was said before"
                    )
                }
                underWay -= 1
                if !options.isDryRun {
                    try catalog.update(
                        found.video, fileState: found.fileState, measured: found.measured)
                }
                means.progress.finish(found.video.id, bytes: found.video.file?.bytes ?? 0)
                try report(summary.count(found.video, found.fileState, found.measured))
            }
        }
        return summary
    }

    private func check(
        _ video: VideoRecord, _ means: Means
    ) async throws -> (FileState, Measured?) {
        guard let file = video.file else { return (.missing, nil) }
        // What was found by decoding holds as long as the bytes are the same.
        let earlier = video.deep.flatMap { DeepReport(json: $0) }
        let digest: String?
        do {
            digest = try means.store.digest(of: file)
        } catch {
            return (.present, Measured(unprobed: error.forPeople.message, deep: earlier))
        }
        guard let digest else { return (.missing, nil) }
        let path = catalog.folder.object(file.sha256, file.fileExtension)
        guard digest == file.sha256 else {
            let changed = MediaProbe(
                path: path, ok: false,
                problems: ["the bytes have changed: their SHA-256 is \(digest)"])
            return (.present, Measured(changed, against: video.requested))
        }
        let outcome: DeepOutcome
        if means.isDeep {
            outcome = await means.workers.decode(path) {
                means.progress.update(video.id, bytes: $0)
            }
        } else {
            outcome = DeepOutcome(outcome: await means.workers.probe(path))
        }
        switch outcome.outcome {
        case .measured(let probe):
            var measured = Measured(
                probe, deep: outcome.report ?? earlier, against: video.requested)
            measured.isDeepNew = outcome.report != nil
            return (.present, measured)
        case .unprobed(let reason):
            return (.present, Measured(unprobed: reason, deep: earlier))
        case .impossible(let reason): throw ProbeOutcome.error(impossible: reason)
        }
    }
}
