import SoraCatalog
import SoraMedia
import SoraModel
import SoraProviders
import SoraSystem

extension Library {
    /// The word by which a request names the frame that is made for it.
    private static let frameWord = "the frame"

    /// Queues a new clip that begins with a frame of another one.
    ///
    /// The frame is stored as a reference image, and the link to the clip is kept. Where the clip has yet to
    /// come, the frame is made when it is there, and the new one is submitted then.
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
        let parent = try remixParent(handle)
        var request = request
        request.isAsNew = true
        request.isFrame = true
        return try await queue(request, from: moment, frame, of: parent, isDryRun: isDryRun)
    }

    /// Queues a new clip that is known to come from another one, and begins as that does where its service
    /// takes files of images.
    ///
    /// Without images of its own and a size, it has the first frame and the size of the other.
    ///
    /// - Returns: the tasks; a warning says why a frame could not be sent along.
    /// - Throws: one `SoraError` of code `invalid` with every problem; `not_found`.
    package func queueAsNew(
        _ request: QueueRequest, isDryRun: Bool
    ) async throws -> Queued {
        guard let handle = request.parent, request.images.isEmpty else {
            return try queue([request], isDryRun: isDryRun)
        }
        let parent = try remixParent(handle)
        var reason: String
        if try !takesImageFiles(request) {
            reason = "the service takes images by their addresses only"
        } else if let size = request.size, let other = parent.task?.requested.size, size != other {
            reason = "the clip is to be \(size), and \(parent.handle) was asked for as \(other)"
        } else {
            var like = request
            if like.size == nil, like.aspectRatio == nil {
                like.size = parent.task?.requested.size
            }
            do {
                return try await queue(like, from: .first, "first", of: parent, isDryRun: isDryRun)
            } catch let error as SoraError
                where [.invalid, .missingHelper, .unfitHelper].contains(error.code)
            {
                reason = error.eachProblem.joined(separator: "; ")
            }
        }
        var queued = try queue([request], isDryRun: isDryRun)
        queued.warnings.append(
            "no frame of \(parent.handle) is sent along, only the text: \(reason)")
        return queued
    }

    private func queue(
        _ request: QueueRequest, from moment: FrameMoment, _ word: String, of parent: RemixParent,
        isDryRun: Bool
    ) async throws -> Queued {
        var request = request
        if parent.isFileComing {
            request.awaitedFrame = word
            return try queue([request], isDryRun: isDryRun)
        }
        let picture = try await frame(moment, of: parent.handle)
        let part = "\(catalog.folder.incoming)/image-\(context.system.newUID()).part"
        let files = context.system.files
        do {
            let stored = StoredFile(
                sha256: try SHA256.digest(of: picture.bytes), fileExtension: "png",
                bytes: Int64(picture.bytes.count))
            var image = InspectedImage(
                record: ImageRecord(
                    file: stored, format: "png", width: picture.width, height: picture.height,
                    title: "\(parent.handle), \(moment.words)"), path: part)
            if isDryRun { image.path = nil }
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
