import SoraCatalog
import SoraMedia
import SoraModel
import SoraSystem

extension Library {
    /// The word by which a request names the frame that is made for it.
    private static let frameWord = "the frame"

    /// Queues a new clip that begins with a frame of another one.
    ///
    /// The frame is stored as a reference image, and the link to the clip is kept.
    ///
    /// - Parameters:
    ///   - request: what to ask for; its parent is the clip.
    ///   - frame: which frame: `first`, `last`, or a time such as `12.5s`.
    ///   - isDryRun: whether nothing is stored.
    /// - Returns: the tasks.
    /// - Throws: one `SoraError` of code `invalid` with every problem, also for a clip of which no such frame
    ///   can be made; `not_found`, `missing_helper`, `unfit_helper`.
    package func queue(
        _ request: QueueRequest, from frame: String, isDryRun: Bool
    ) async throws -> Queued {
        guard let moment = FrameMoment(frame) else {
            throw SoraError(
                .usage, "\(frame) is no frame of a clip",
                hint: "write first, last, or a time such as 12.5s")
        }
        guard let handle = request.parent else { return try queue([request], isDryRun: isDryRun) }
        let parent = try remixParent(handle).video
        let picture = try await self.frame(moment, of: parent)
        let part = "\(catalog.folder.incoming)/image-\(context.system.newUID()).part"
        let files = context.system.files
        do {
            let stored = StoredFile(
                sha256: try SHA256.digest(of: picture.bytes), fileExtension: "png",
                bytes: Int64(picture.bytes.count))
            var image = InspectedImage(
                record: ImageRecord(
                    file: stored, format: "png", width: picture.width, height: picture.height,
                    title: "\(parent), \(moment.words)"), path: part)
            if isDryRun { image.path = nil }
            var request = request
            request.isAsNew = true
            request.isFrame = true
            request.images.insert(Self.frameWord, at: 0)
            if !isDryRun {
                try files.makeFolder(catalog.folder.incoming)
                try files.write(picture.bytes, to: files.open(part, .createNew), at: 0)
            }
            defer { try? files.remove(part) }
            return try queue([request], inspected: [Self.frameWord: image], isDryRun: isDryRun)
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    private func frame(_ moment: FrameMoment, of video: Handle) async throws -> Picture {
        guard let record = try catalog.videos(numbers: [video.number]).first,
            let file = record.file,
            record.fileState == .present
        else {
            throw SoraError(
                .invalid, "the file of \(video) is not here, so it has no frame to begin with",
                hint: "`soralib library check` looks for it")
        }
        let workers = try mediaWorkers(count: 1)
        let outcome = await workers.picture(
            of: catalog.folder.object(file.sha256, file.fileExtension), .frame(moment))
        await workers.shutdown()
        switch outcome {
        case .made(let picture): return picture
        case .unmade(let reason):
            throw SoraError(
                .invalid, "\(video) has no such frame: \(reason)",
                hint: "`soralib show \(video)` tells how long it is")
        case .impossible(let reason): throw ProbeOutcome.error(impossible: reason)
        }
    }
}

extension FrameMoment {
    /// The moment for people.
    fileprivate var words: String {
        switch self {
        case .first: "first frame"
        case .last: "last frame"
        case .seconds(let seconds): "frame at \(seconds) s"
        }
    }
}
