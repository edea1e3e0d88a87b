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

    /// Checks stored files again: there, the same bytes, and what was asked for.
    ///
    /// - Parameters:
    ///   - numbers: the videos' numbers, or `nil` for all.
    ///   - isDryRun: whether nothing is stored.
    ///   - report: is told each video that was checked.
    /// - Returns: the counts.
    /// - Throws: `SoraError` when the catalogue fails, or the prober cannot work on this machine; what was
    ///   found of earlier videos stands, and nothing is said of the others.
    package func verify(
        _ numbers: [Int64]?, isDryRun: Bool = false, report: (Checked) throws -> Void
    ) async throws -> VerifySummary {
        let videos = try catalog.videos(numbers: numbers)
        let workers = try mediaWorkers()
        var summary = VerifySummary()
        let store = ObjectStore(folder: catalog.folder, files: context.system.files)
        do {
            for video in videos {
                let (fileState, measured) = try await check(video, store, workers)
                let verdict = measured?.outcome.verdict ?? video.verdict
                if !isDryRun {
                    try catalog.update(video, fileState: fileState, measured: measured)
                }
                summary.checked += 1
                summary.verdicts[verdict, default: 0] += 1
                if fileState == .missing { summary.missing += 1 }
                if verdict != video.verdict || fileState != video.fileState {
                    summary.changed.append(video.handle)
                }
                try report(
                    Checked(
                        video: video.handle, verdict: verdict, fileState: fileState,
                        reasons: fileState == .missing
                            ? ["the file is missing"] : measured?.outcome.reasons ?? []))
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
