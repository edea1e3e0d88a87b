import SoraCatalog
import SoraMedia
import SoraModel
import SoraProviders
import SoraSystem

/// Makes the frame that a clip begins with, where the clip was queued before its parent was there.
struct FrameImage: Sendable {
    let context: SyncContext

    /// The frame as an image of the library, noted as the first one of its task.
    ///
    /// Made again, it is the same image: what was cut off leaves nothing to be put right.
    ///
    /// - Parameters:
    ///   - word: which frame.
    ///   - task: the task.
    ///   - frozen: its request.
    /// - Returns: the image as a request has it.
    /// - Throws: `SoraError`: `parent_gone` where the clip has no such frame or the service does not take
    ///   it; others where it cannot be made or stored now.
    func make(
        _ word: String, for task: TaskRecord, _ frozen: FrozenRequest
    ) async throws(SoraError) -> ReferenceImage {
        do {
            return try await image(word, for: task, frozen)
        } catch {
            throw SoraError(any: error)
        }
    }

    private func image(
        _ word: String, for task: TaskRecord, _ frozen: FrozenRequest
    ) async throws -> ReferenceImage {
        guard let number = task.remixedFrom, let moment = FrameMoment(word),
            let parent = try context.catalog.videos(numbers: [number]).first,
            let file = parent.file, let frames = context.frames
        else {
            throw SoraError(.failed, "there is nothing here that makes frames of videos")
        }
        let folder = context.catalog.folder
        let picture: Picture
        switch await frames.frame(moment, of: folder.object(file.sha256, file.fileExtension)) {
        case .made(let made): picture = made
        case .unmade(let reason):
            throw SoraError(.invalid, "\(parent.handle) has no such frame: \(reason)")
        case .impossible(let reason): throw SoraError(.unfitHelper, reason)
        }
        if let wanted = frozen.request.size, frozen.endpoint.wire.images?.size == .equal,
            wanted != PixelSize(width: picture.width, height: picture.height)
        {
            throw SoraError(
                .invalid,
                "the frame of \(parent.handle) is \(picture.width)x\(picture.height), and the clip "
                    + "\(wanted): the two have to be the same")
        }
        let stored = StoredFile(
            sha256: try SHA256.digest(of: picture.bytes), fileExtension: "png",
            bytes: Int64(picture.bytes.count))
        try ObjectStore(folder: folder, files: context.system.files).keep(
            image: picture.bytes, as: stored, writing: context.system.newUID())
        let record = ImageRecord(
            file: stored, format: "png", width: picture.width, height: picture.height,
            title: "\(parent.handle), \(moment.words)")
        try context.reach(.frameStored)
        var image = ReferenceImage(
            number: try context.catalog.addFrame(record, toTask: task.id))
        image.sha256 = stored.sha256
        image.fileExtension = stored.fileExtension
        (image.width, image.height) = (picture.width, picture.height)
        return image
    }
}
