import CAVFormat
import SoraMedia
import SoraModel
import SoraSystem

/// Reads an open file to its end and decodes every frame of its tracks of video and audio.
struct DeepReader {
    private let files = FileSystem()
    private let library: FilterLibrary

    /// Seconds between two words on how far it is.
    private static let interval = 0.25

    init(_ library: FilterLibrary) {
        self.library = library
    }

    /// Reads a file whose headers have no problem.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - tell: is told now and then how many of its bytes are done, each time more.
    /// - Returns: what was found.
    /// - Throws: `FileProber.Undecided` when nothing can be said of it; what `tell` throws.
    func read(
        _ file: borrowing OpenFile, _ tell: (Int64) throws -> Void
    ) throws -> DeepReport {
        do {
            let size = try files.status(of: file).bytes
            let head = try files.read(file, at: 0, count: FileSignature.length)
            let signature = FileSignature(head)
            guard let reader = signature.reader, let input = FileInput(file, size: size) else {
                throw FileProber.Undecided(words: "out of memory")
            }
            var report = DeepReport()
            var boxes: BoxTree?
            if signature == .isoBaseMedia {
                let tree = try BoxTree(file, size: size, files: files)
                report.problems = tree.problems.map { DeepReport.Problem(.structure, $0) }
                boxes = tree
            } else if signature == .matroska {
                report.problems = try ElementWalk(file, size: size, files: files).problems.map {
                    DeepReport.Problem(.structure, $0)
                }
            }
            _ = LibraryLog.take()
            var container = try MediaContainer(input, reader: reader)
            if container.isIncomplete(isImage: signature.isImage) { try container.readFrames() }
            try decode(container, boxes, isImage: signature.isImage, into: &report, tell)
            if let failure = input.failure { throw failure }
            return report
        } catch MediaContainer.Failure.noMemory {
            throw FileProber.Undecided(
                words: "the file asks for more memory than the prober may use")
        } catch MediaContainer.Failure.unreadable(let words) {
            var report = DeepReport()
            report.problems = [DeepReport.Problem(.unreadable, "does not read as media: \(words)")]
            return report
        }
    }

    private func decode(
        _ container: borrowing MediaContainer, _ boxes: BoxTree?, isImage: Bool,
        into report: inout DeepReport, _ tell: (Int64) throws -> Void
    ) throws {
        let decoders = try decoders(of: container, isImage: isImage)
        var extents = SampleExtents(boxes?.data ?? [])
        var damage: String?
        var done: Int64 = 0
        var told: Int64 = 0
        var next = SuspendingClock.now + .seconds(Self.interval)
        guard let packet = unsafe av_packet_alloc() else {
            throw FileProber.Undecided(words: "out of memory")
        }
        defer {
            var packet: UnsafeMutablePointer<AVPacket>? = unsafe packet
            unsafe av_packet_free(&packet)
        }
        while true {
            _ = LibraryLog.take()
            let result = unsafe av_read_frame(container.context, packet)
            // What the reader says as an error it also skips, and goes on behind it.
            let complaint = LibraryLog.take()
            if let complaint, damage == nil { damage = complaint }
            if result == sora_averror(ENOMEM) {
                throw FileProber.Undecided(
                    words: "the file asks for more memory than the prober may use")
            }
            if result < 0 {
                if result != sora_averror_eof(), damage == nil {
                    damage = MediaContainer.words(result)
                }
                break
            }
            defer { unsafe av_packet_unref(packet) }
            let position = unsafe packet.pointee.pos
            let bytes = unsafe Int64(packet.pointee.size)
            if let decoder = unsafe decoders[Int(packet.pointee.stream_index)] {
                extents.look(at: position, bytes: bytes)
                try unsafe decoder.take(packet)
            }
            if position >= 0 { done = max(done, position &+ bytes) }
            if done > told, SuspendingClock.now >= next {
                try tell(done)
                told = done
                next = SuspendingClock.now + .seconds(Self.interval)
            }
        }
        if let damage {
            report.problems.append(.init(.structure, "reading it finds an error: \(damage)"))
        }
        if let outside = extents.problem { report.problems.append(.init(.structure, outside)) }
        try conclude(decoders, container, boxes, &report)
    }

    /// One decoder for each track of video, but cover pictures, and of audio.
    private func decoders(
        of container: borrowing MediaContainer, isImage: Bool
    ) throws -> [Int: TrackDecoder] {
        var decoders: [Int: TrackDecoder] = [:]
        var hasVideo = false
        var hasAudio = false
        let start = unsafe container.context.pointee.start_time
        let origin = start == sora_no_pts() ? 0 : Double(start) / Double(AV_TIME_BASE)
        for index in 0..<container.streamCount {
            guard let stream = unsafe container.context.pointee.streams[index] else { continue }
            let type = unsafe stream.pointee.codecpar.pointee.codec_type
            let isCover = unsafe stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0
            guard type == AVMEDIA_TYPE_AUDIO || (type == AVMEDIA_TYPE_VIDEO && !isCover) else {
                continue
            }
            let isVideo = type == AVMEDIA_TYPE_VIDEO
            let isFirst = isVideo ? !hasVideo : !hasAudio
            if isVideo { hasVideo = true } else { hasAudio = true }
            let finder =
                isFirst && !isImage
                ? StretchFinder(
                    library, isVideo: isVideo, timeBase: unsafe stream.pointee.time_base,
                    origin: origin) : nil
            let decoder = try unsafe TrackDecoder(
                stream, isVideo ? .video : .audio, finder: finder, origin: origin)
            if isFirst, isVideo, !decoder.isDecoded {
                throw FileProber.Undecided(
                    words: "there is no decoder here for \(decoder.track.codec)")
            }
            decoders[index] = decoder
        }
        return decoders
    }

    private func conclude(
        _ decoders: [Int: TrackDecoder], _ container: borrowing MediaContainer, _ boxes: BoxTree?,
        _ report: inout DeepReport
    ) throws(FileProber.Undecided) {
        for (index, decoder) in decoders.sorted(by: { $0.key < $1.key }) {
            try decoder.finish()
            if let stream = unsafe container.context.pointee.streams[index] {
                decoder.expect(unsafe Self.samples(of: stream, decoder.track.kind, boxes))
            }
            decoder.add(to: &report)
            let track = decoder.track
            report.tracks.append(track)
            let name = "the \(track.codec) track"
            if let expected = track.expectedPackets, track.packets < expected {
                report.problems.append(
                    .init(
                        .missingSamples, "\(name) has \(track.packets) of its \(expected) samples"))
            }
            guard decoder.isDecoded else { continue }
            if track.frames == 0 {
                report.problems.append(.init(.noFrames, "no frame of \(name) decodes"))
            } else if track.errors > 0 {
                report.problems.append(
                    .init(
                        .decodeErrors,
                        "\(track.errors) of \(track.packets) packets of \(name) decode with errors")
                )
            }
        }
        report.problems = Array(report.problems.prefix(16))
    }

    /// How many packets a track is to have, by the file's tables; `nil` where it has none.
    ///
    /// libavformat's index is that of the whole file, with edit lists applied, and with the samples of PCM in
    /// pieces, unless there are fragments: then it grows while it is read, and the tables are counted.
    private static func samples(
        of stream: UnsafeMutablePointer<AVStream>, _ kind: DeepReport.Kind, _ boxes: BoxTree?
    ) -> Int? {
        guard let boxes else { return nil }
        let number = unsafe UInt32(truncatingIfNeeded: stream.pointee.id)
        let table = boxes.samples[number]
        if boxes.isFragmented || (kind == .video && !boxes.edited.contains(number)) { return table }
        return unsafe Int(avformat_index_get_entries_count(stream))
    }
}
