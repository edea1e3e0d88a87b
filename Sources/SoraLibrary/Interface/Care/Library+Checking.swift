public import SoraModel

extension Library {
    /// Checks stored files again: that they are there, have the same bytes, and are what was asked for.
    ///
    /// What was found of a video is stored before it is told, so that a run that is cancelled has done that much.
    ///
    /// - Parameters:
    ///   - videos: which videos.
    ///   - decoding: whether every frame is decoded too, which takes a hundred times as long.
    ///   - jobs: how many files are read at once; one a processor core where it is left out.
    ///   - onEach: is told what was found of each video, on any thread.
    /// - Returns: the counts.
    /// - Throws: `SoraError`: `interrupted` when the calling task was cancelled, `missing_helper` without
    ///   `soralib-media`, `not_found` for an unknown collection, `invalid` for a wrong query.
    @concurrent
    public func verify(
        _ videos: VideoSelection, decoding: Bool = false, jobs: Int? = nil,
        onEach: @escaping @Sendable (CheckedVideo) -> Void = { _ in }
    ) async throws(SoraError) -> VerifyReport {
        try await SoraError.toldLater {
            let numbers = try self.videos(in: VerifyScope(videos))
            let summary = try await StopSign.whileWaiting { sign in
                var options = VerifyOptions()
                options.isDeep = decoding
                options.jobs = jobs
                return try await self.verify(numbers, options, isStopped: { sign.isSet }) { found in
                    onEach(
                        CheckedVideo(
                            video: found.video, verdict: found.verdict,
                            fileState: found.fileState, reasons: found.reasons))
                }
            }
            return VerifyReport(summary)
        }
    }

    /// Measures media files, whether they are in a library or not; nothing is stored.
    ///
    /// - Parameters:
    ///   - paths: the files; absolute, or seen from the current folder.
    ///   - configuration: the surroundings.
    /// - Returns: one measurement a file, in their order; what is wrong with a file is among its `problems`.
    /// - Throws: `SoraError`: `missing_helper` without `soralib-media`, `unfit_helper` where it cannot be confined.
    @concurrent
    public static func probe(
        _ paths: [String], configuration: LibraryConfiguration = LibraryConfiguration()
    ) async throws(SoraError) -> [MediaProbe] {
        try await SoraError.toldLater {
            var probes: [MediaProbe] = []
            try await MediaProbes.run(paths, context: configuration.context) { probes.append($0) }
            return probes
        }
    }
}
