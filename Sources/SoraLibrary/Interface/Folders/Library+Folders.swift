public import SoraModel

extension Library {
    /// Brings files, and what folders hold, into the library.
    ///
    /// When the calling task is cancelled, the import ends in good order, and its report says why.
    ///
    /// - Parameters:
    ///   - paths: files and folders; absolute, or seen from the current folder.
    ///   - options: how.
    /// - Returns: what was done; a file that cannot be imported is in it, and is no error.
    /// - Throws: `SoraError` with everything that is wrong with what was asked: `not_found`, `invalid`; `locked` when
    ///   another import runs, `missing_helper` without `soralib-media`, `cannot_write`.
    @concurrent
    public func importFiles(
        _ paths: [String], options: ImportOptions = ImportOptions()
    ) async throws(SoraError) -> ImportReport {
        try await SoraError.toldLater {
            ImportReport(
                try await StopSign.whileWaiting { sign in
                    try await self.importClips(
                        paths, options: options, isStopped: { sign.isSet })
                })
        }
    }

    /// Brings a folder up to date with a selection of videos.
    ///
    /// - Parameters:
    ///   - videos: which videos.
    ///   - directory: the folder: new, empty, or an earlier export of the same selection; absolute, or seen from
    ///     the current folder.
    ///   - settings: how.
    /// - Returns: what was done.
    /// - Throws: `SoraError`: `exists` when the folder holds something else, `not_found`, `cannot_write`,
    ///   `disk_full`, `locked`, `interrupted` when the calling task was cancelled.
    @concurrent
    public func export(
        _ videos: VideoSelection, to directory: String,
        settings: ExportSettings = ExportSettings()
    ) async throws(SoraError) -> ExportReport {
        try SoraError.told {
            ExportReport(
                try export(
                    videos, to: directory, options: settings.options,
                    isStopped: { Task.isCancelled }))
        }
    }
}
