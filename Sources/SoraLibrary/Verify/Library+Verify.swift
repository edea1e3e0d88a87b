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

    /// How many videos are read from the catalogue at once.
    private static let page = 500

    /// Checks stored files again: there, the same bytes, and what was asked for.
    ///
    /// What was found of a video is stored before it is reported, so that a run that is cut off has done
    /// that much.
    ///
    /// - Parameters:
    ///   - numbers: the videos' numbers.
    ///   - jobs: how many files are read at the same time; one a processor core where it is left out.
    ///   - isDryRun: whether nothing is stored.
    ///   - report: is told each video that was checked.
    /// - Returns: the counts.
    /// - Throws: `SoraError` when the catalogue fails, or the prober cannot work on this machine; what was
    ///   found of earlier videos stands, and nothing is said of the others.
    package func verify(
        _ numbers: [Int64], jobs: Int? = nil, isDryRun: Bool = false,
        report: (Checked) throws -> Void
    ) async throws -> VerifySummary {
        let workers = try mediaWorkers(count: jobs)
        let limit = jobs ?? MediaWorkers.cores
        let store = ObjectStore(folder: catalog.folder, files: context.system.files)
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
        do {
            try await withThrowingTaskGroup(of: Found.self) { group in
                var underWay = 0
                while true {
                    while underWay < limit, let video = try next() {
                        group.addTask {
                            let (state, measured) = try await self.check(video, store, workers)
                            return Found(video: video, fileState: state, measured: measured)
                        }
                        underWay += 1
                    }
                    guard let found = try await group.next() else { break }
                    underWay -= 1
                    if !isDryRun {
                        try catalog.update(
                            found.video, fileState: found.fileState, measured: found.measured)
                    }
                    try report(summary.count(found.video, found.fileState, found.measured))
                }
            }
        } catch {
            await workers.shutdown()
            throw error
        }
        await workers.shutdown()
        return summary
    }

    private func check(
        _ video: VideoRecord, _ store: ObjectStore, _ prober: some MediaProbing
    ) async throws -> (FileState, Measured?) {
        guard let file = video.file else { return (.missing, nil) }
        let digest: String?
        do {
            digest = try store.digest(of: file)
        } catch {
            return (.present, Measured(unprobed: error.forPeople.message))
        }
        guard let digest else { return (.missing, nil) }
        guard digest == file.sha256 else {
            let changed = MediaProbe(
                path: catalog.folder.object(file.sha256, file.fileExtension), ok: false,
                problems: ["the bytes have changed: their SHA-256 is \(digest)"])
            return (.present, Measured(changed, against: video.requested))
        }
        let path = catalog.folder.object(file.sha256, file.fileExtension)
        switch await prober.probe(path) {
        case .measured(let probe): return (.present, Measured(probe, against: video.requested))
        case .unprobed(let reason): return (.present, Measured(unprobed: reason))
        case .impossible(let reason): throw ProbeOutcome.error(impossible: reason)
        }
    }
}
