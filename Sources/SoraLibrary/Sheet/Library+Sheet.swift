import SoraCatalog
import SoraMedia
import SoraModel
import SoraSystem

extension Library {
    /// How many clips are looked at for what the whole sheet is like.
    private static let sample = 500

    /// Draws a contact sheet: in one picture, or in several where there is not room for all clips on one.
    ///
    /// When the task is cancelled, it ends soon, and nothing is written.
    ///
    /// - Parameters:
    ///   - numbers: the videos' numbers, in the order of the sheet.
    ///   - path: the file; where there are several, a number goes before its ending.
    ///   - options: how.
    ///   - progress: told how many pictures of how many are drawn.
    /// - Returns: what was drawn.
    /// - Throws: `SoraError`: `not_found` where there is no clip, `exists`, `cannot_write`, `disk_full`,
    ///   `unfit_helper`, `interrupted`.
    package func sheet(
        of numbers: [Int64], to path: String, options: SheetOptions,
        progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> SheetSummary {
        guard let format = SheetOptions.format(of: path).flatMap(PictureRequest.Format.init)
        else { throw SoraError(.usage, "\(path) does not end in .png, .jpg or .jpeg") }
        guard !numbers.isEmpty else {
            throw SoraError(
                .notFound, "no video is found by that",
                hint: "see what there is: `soralib list`")
        }
        let (aspect, seconds) = try shape(of: numbers)
        let layout = SheetLayout(
            columns: options.columns(for: numbers.count), tile: options.size, aspect: aspect)
        let room = layout.rows * layout.columns
        let pages = (numbers.count + room - 1) / room
        var files = SheetFiles(
            context.absolute(path), count: pages, replaces: options.replaces,
            mode: 0o666 & ~context.creationMask, system: context.system)
        try files.check()
        var summary = SheetSummary()
        summary.files = files.paths
        summary.videos = numbers.count
        if options.isDryRun { return summary }
        let drawer = SheetDrawer(
            helper: try context.helpers.path(of: "soralib-media"), files: context.system.files)
        let workers = try mediaWorkers()
        let store = PreviewStore(
            folder: catalog.folder, system: context.system, workers: workers)
        do {
            for page in 0..<pages {
                let part = Array(numbers[(page * room)..<min(numbers.count, (page + 1) * room)])
                let clips = try tiles(part)
                let posters = try await posters(clips, store)
                var sheet = SheetPage(
                    layout: layout, theme: options.theme == .dark ? .dark : .light, format: format,
                    title: SheetText.plain(options.title, limit: 200),
                    summary: self.summary(numbers.count, seconds),
                    number: pages > 1 ? "\(page + 1) / \(pages)" : "", tiles: clips.map(\.drawn))
                for (index, clip) in clips.enumerated() {
                    if posters[index].bytes.isEmpty {
                        sheet.tiles[index].note = clip.isThere ? "no picture" : "file missing"
                    }
                    if let flaw = clip.flaw ?? posters[index].reason {
                        summary.flawed.append(.init(video: clip.clip.handle, reason: flaw))
                    }
                }
                let picture = try await drawer.draw(sheet, posters.map(\.bytes))
                summary.unshown = max(summary.unshown, picture.unshown)
                summary.bytes += Int64(picture.bytes.count)
                try files.write(picture.bytes)
                progress(page + 1, pages)
            }
            try Self.checkIsWanted()
            try files.finish()
        } catch {
            files.abandon()
            await workers.shutdown()
            throw error
        }
        await workers.shutdown()
        return summary
    }

    private static func checkIsWanted() throws {
        if Task.isCancelled { throw SoraError(.interrupted, "interrupted: nothing was written") }
    }

    /// The usual shape of their pictures, and how long they are together.
    private func shape(of numbers: [Int64]) throws -> (aspect: Double, seconds: Double) {
        var aspects: [Double] = []
        var seconds = 0.0
        for start in stride(from: 0, to: numbers.count, by: Self.sample) {
            let part = Array(numbers[start..<min(numbers.count, start + Self.sample)])
            for tile in try tiles(part) {
                seconds += tile.duration ?? 0
                if start == 0, let aspect = tile.aspect { aspects.append(aspect) }
            }
        }
        aspects.sort()
        return (aspects.isEmpty ? 16.0 / 9 : aspects[aspects.count / 2], seconds)
    }

    private func tiles(_ numbers: [Int64]) throws -> [SheetTile] {
        var tiles: [SheetTile] = []
        try catalog.forEachClip(numbers, fields: SheetTile.fields) {
            tiles.append(SheetTile(clip: $0))
        }
        return tiles
    }

    /// The line below the title.
    private func summary(_ count: Int, _ seconds: Double) -> String {
        var parts = ["\(count) \(count == 1 ? "clip" : "clips")"]
        if seconds > 0 { parts.append("\(SheetTile.length(seconds)) in all") }
        parts.append(String(context.system.time.now().iso8601.prefix(10)))
        return parts.joined(separator: " · ")
    }

    /// The clips' posters, in their order; no bytes and a reason where there is none.
    private func posters(
        _ clips: [SheetTile], _ store: PreviewStore
    ) async throws -> [(bytes: [UInt8], reason: String?)] {
        var posters = [(bytes: [UInt8], reason: String?)](repeating: ([], nil), count: clips.count)
        try await withThrowingTaskGroup(of: (Int, PictureOutcome).self) { group in
            var next = 0
            var done = 0
            while true {
                while next < clips.count, next - done < MediaWorkers.cores * 2 {
                    let (index, clip) = (next, clips[next])
                    next += 1
                    group.addTask {
                        guard let file = clip.clip.file else {
                            return (index, .unmade(reason: "it has no file"))
                        }
                        return (
                            index, await store.picture(.poster, of: file, isThere: clip.isThere)
                        )
                    }
                }
                guard let (index, outcome) = try await group.next() else { return }
                try Self.checkIsWanted()
                done += 1
                switch outcome {
                case .made(let picture): posters[index].bytes = picture.bytes
                case .unmade(let reason): posters[index].reason = "no picture of it: \(reason)"
                case .impossible(let reason): throw ProbeOutcome.error(impossible: reason)
                }
            }
        }
        return posters
    }
}
