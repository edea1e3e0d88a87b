import SoraCatalog
package import SoraExport
import SoraMedia
import SoraModel
import SoraSystem

extension Library {
    /// Makes the posters of clips, so that an export can show them on a page.
    ///
    /// Posters are kept in `previews/`, and copied from there. A clip of which there is no poster gets a plain card.
    /// When the task is cancelled, it ends soon.
    ///
    /// - Parameters:
    ///   - selection: the clips that are exported.
    ///   - isDryRun: whether nothing is written: then posters are made, to know what would be, and not kept.
    ///   - progress: told how many posters of how many are there.
    /// - Returns: the gallery.
    /// - Throws: `SoraError`: `not_found` for an unknown collection, `invalid` for wrong query words, `unfit_helper`
    ///   where no picture can be made on this machine, `interrupted`.
    package func gallery(
        of selection: VideoSelection, isDryRun: Bool = false,
        progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> GalleryExtra {
        var files: [StoredFile] = []
        var seen: Set<String> = []
        try catalog.forEachClip(try videos(in: selection), fields: []) { clip in
            guard let file = clip.file, clip.fileState == .present,
                seen.insert(file.sha256).inserted
            else { return }
            files.append(file)
        }
        if files.isEmpty { return GalleryExtra(posters: [:]) }
        let workers = try mediaWorkers()
        let store = PreviewStore(
            folder: catalog.folder, system: context.system, workers: workers, keeps: !isDryRun)
        do {
            let posters = try await posters(files, store, progress)
            await workers.shutdown()
            return GalleryExtra(posters: posters)
        } catch {
            await workers.shutdown()
            throw error
        }
    }

    private func posters(
        _ files: [StoredFile], _ store: PreviewStore, _ progress: (Int, Int) -> Void
    ) async throws -> [String: ExtraFile.Content] {
        var posters: [String: ExtraFile.Content] = [:]
        try await withThrowingTaskGroup(of: (StoredFile, PictureOutcome).self) { group in
            var next = 0
            var done = 0
            while true {
                while next < files.count, next - done < MediaWorkers.cores * 2 {
                    let file = files[next]
                    next += 1
                    group.addTask { (file, await store.picture(.poster, of: file)) }
                }
                guard let (file, outcome) = try await group.next() else { return }
                if Task.isCancelled {
                    throw SoraError(.interrupted, "interrupted; the next export goes on")
                }
                done += 1
                switch outcome {
                case .made(let picture):
                    posters[file.sha256] = try content(picture.bytes, of: file)
                case .unmade: break
                case .impossible(let reason): throw ProbeOutcome.error(impossible: reason)
                }
                progress(done, files.count)
            }
        }
        return posters
    }

    /// A poster as it is kept; where it is not, in a library that cannot be written, its bytes.
    private func content(_ bytes: [UInt8], of file: StoredFile) throws -> ExtraFile.Content {
        let path = catalog.folder.preview(file.sha256, PreviewKind.poster.rawValue)
        guard let status = try? context.system.files.status(of: path),
            status.kind == .file, status.bytes == Int64(bytes.count)
        else { return .bytes(bytes) }
        return .file(
            path: path, sha256: try SHA256.digest(of: bytes), bytes: Int64(bytes.count))
    }
}
