import SoraModel
import SoraSystem

/// Measures one open file: what it is, whether its end is there, and what its headers tell.
struct FileProber {
    private let files = FileSystem()

    /// Why nothing can be said of a file, though it may be good.
    struct Undecided: Error {
        let words: String
    }

    /// Measures a file.
    ///
    /// - Throws: `Undecided` when the disk does not read or memory is short.
    func probe(_ file: borrowing OpenFile) throws(Undecided) -> MediaProbe {
        do {
            return try measure(file)
        } catch let error as SystemError {
            throw Undecided(words: "cannot read the file: \(error.reason)")
        } catch let undecided as Undecided {
            throw undecided
        } catch {
            throw Undecided(words: "the prober has no words for what went wrong")
        }
    }

    private func measure(_ file: borrowing OpenFile) throws -> MediaProbe {
        let size = try files.status(of: file).bytes
        var probe = MediaProbe(path: "", ok: false, bytes: size)
        let head = try files.read(file, at: 0, count: FileSignature.length)
        let signature = FileSignature(head)
        guard let reader = signature.reader else {
            if case .other(let words) = signature {
                probe.problems = ["not a media file: \(words)"]
            }
            return probe
        }
        let structure = try Structure(signature, file, size: size, head: head, files: files)
        probe.problems = structure.problems
        probe.fastStart = structure.isFastStart
        guard let input = FileInput(file, size: size) else {
            throw Undecided(words: "out of memory")
        }
        do {
            let size = signature == .webp ? WebPSize(head) : nil
            try measure(input, signature, reader: reader, pictureSize: size, into: &probe)
        } catch MediaContainer.Failure.noMemory {
            throw Undecided(words: "the file asks for more memory than the prober may use")
        } catch MediaContainer.Failure.unreadable(let words) {
            let detail = LibraryLog.take().map { " (\($0))" } ?? ""
            // The cut or the missing index says why it cannot be read better than libavformat does.
            if probe.problems.isEmpty {
                probe.problems = ["does not read as media: \(words)\(detail)"]
            }
        }
        if let failure = input.failure { throw failure }
        probe.ok = probe.problems.isEmpty
        probe.problems += structure.remarks
        return probe
    }

    private func measure(
        _ input: borrowing FileInput, _ signature: FileSignature, reader: String,
        pictureSize: WebPSize?, into probe: inout MediaProbe
    ) throws(MediaContainer.Failure) {
        _ = LibraryLog.take()
        var container = try MediaContainer(input, reader: reader)
        probe.container = container.name
        probe.tags = container.tags
        let size = probe.bytes ?? 0
        if container.indexEnd > size {
            if probe.problems.isEmpty {
                probe.problems.append(
                    "truncated: the last frame ends at byte \(container.indexEnd), the file has \(size)"
                )
            }
        }
        // A damaged file is described by its headers alone: its frames are not worth the risk.
        if probe.problems.isEmpty, pictureSize == nil,
            container.isIncomplete(isImage: signature.isImage)
        {
            try container.readFrames()
        }
        let video = container.firstVideo
        let audio = container.firstAudio
        probe.width = pictureSize?.width ?? video?.width
        probe.height = pictureSize?.height ?? video?.height
        probe.videoCodec = video?.codec
        probe.audioCodec = audio?.codec
        probe.hasAudio = audio != nil
        if video != nil { probe.rotation = video?.rotation }
        if !signature.isImage {
            probe.duration = container.duration
            probe.videoDuration = video?.duration
            probe.frameRate = video?.frameRate
            probe.bitRate = container.bitRate(bytes: size)
        }
        guard probe.problems.isEmpty else { return }
        if video == nil, audio == nil {
            probe.problems.append("no video or audio track")
        } else if video != nil, probe.width == nil || probe.height == nil {
            probe.problems.append("the size of the picture cannot be read")
        }
    }
}
