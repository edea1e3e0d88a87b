import CAVFormat
import SoraMedia
import SoraModel

/// Decodes one track, and counts what comes of it.
@safe final class TrackDecoder {
    /// What is known of the track so far.
    private(set) var track: DeepReport.Track
    /// Whether its frames are decoded at all.
    let isDecoded: Bool

    private let stream: UnsafeMutablePointer<AVStream>
    private let codec: UnsafeMutablePointer<AVCodecContext>?
    private let frame: UnsafeMutablePointer<AVFrame>?
    private let finder: StretchFinder?
    private let origin: Double
    /// When the last frame goes.
    private var end: Double = 0

    /// The most pixels of a picture that is decoded: those of 8K, of which a decoder keeps up to twenty.
    static let mostPixels: Int64 = 8_192 * 4_320

    /// The decoders that are used.
    private static let decoders = Set(
        (MediaContainer.decoders
            + ",mp2,mp2float,eac3,pcm_u8,pcm_s16be,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be")
            .split(separator: ",").map(String.init))

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - stream: the track, whose container outlives this.
    ///   - kind: what it is of.
    ///   - finder: what looks at its frames, if anything does.
    ///   - origin: the time that counts as the clip's beginning, in seconds.
    /// - Throws: `FileProber.Undecided` when it must not or cannot be decoded here.
    init(
        _ stream: UnsafeMutablePointer<AVStream>, _ kind: DeepReport.Kind, finder: StretchFinder?,
        origin: Double
    ) throws(FileProber.Undecided) {
        unsafe self.stream = stream
        self.finder = finder
        self.origin = origin
        let parameters = unsafe stream.pointee.codecpar
        let id = unsafe stream.pointee.codecpar.pointee.codec_id
        track = DeepReport.Track(
            kind, codec: unsafe avcodec_get_name(id).map { unsafe String(cString: $0) } ?? "none")
        let pixels =
            unsafe Int64(stream.pointee.codecpar.pointee.width)
            * Int64(stream.pointee.codecpar.pointee.height)
        guard pixels <= Self.mostPixels else {
            throw FileProber.Undecided(
                words: "its pictures of \(pixels) pixels are larger than the prober decodes")
        }
        guard let decoder = unsafe avcodec_find_decoder(id),
            unsafe Self.decoders.contains(String(cString: decoder.pointee.name))
        else {
            isDecoded = false
            unsafe codec = nil
            unsafe frame = nil
            return
        }
        var codec = unsafe avcodec_alloc_context3(decoder)
        var frame = unsafe av_frame_alloc()
        guard let fresh = unsafe codec, unsafe frame != nil,
            unsafe avcodec_parameters_to_context(fresh, parameters) >= 0
        else {
            unsafe avcodec_free_context(&codec)
            unsafe av_frame_free(&frame)
            throw FileProber.Undecided(words: "out of memory")
        }
        // A thread could not be made anyway; a decoder that tries would fail.
        unsafe fresh.pointee.thread_count = 1
        unsafe fresh.pointee.max_pixels = Self.mostPixels
        unsafe fresh.pointee.err_recognition = AV_EF_CRCCHECK
        unsafe fresh.pointee.pkt_timebase = unsafe stream.pointee.time_base
        let result = unsafe avcodec_open2(fresh, decoder, nil)
        if result == sora_averror(ENOMEM) {
            unsafe avcodec_free_context(&codec)
            unsafe av_frame_free(&frame)
            throw FileProber.Undecided(words: "out of memory")
        }
        if result < 0 {
            // Headers that no decoder takes: every packet is an error.
            unsafe avcodec_free_context(&codec)
        }
        isDecoded = true
        unsafe self.codec = unsafe codec
        unsafe self.frame = unsafe frame
    }

    deinit {
        var codec = unsafe self.codec
        var frame = unsafe self.frame
        unsafe avcodec_free_context(&codec)
        unsafe av_frame_free(&frame)
    }

    /// Decodes one packet.
    ///
    /// - Throws: `FileProber.Undecided` when there is no memory for it.
    func take(_ packet: UnsafeMutablePointer<AVPacket>) throws(FileProber.Undecided) {
        track.packets += 1
        guard isDecoded else { return }
        _ = LibraryLog.take()
        var isGood = unsafe packet.pointee.flags & AV_PKT_FLAG_CORRUPT == 0
        if let codec = unsafe codec {
            let result = unsafe avcodec_send_packet(codec, packet)
            try Self.checkMemory(result)
            if result < 0 { isGood = false }
            if try unsafe !receive(codec, isLast: false) { isGood = false }
        } else {
            isGood = false
        }
        // What a decoder says as an error it also mends, and then gives the picture without another word.
        if LibraryLog.take() != nil { isGood = false }
        if !isGood { track.errors += 1 }
    }

    /// Takes the frames that the decoder has kept back, and ends.
    func finish() throws(FileProber.Undecided) {
        guard let codec = unsafe codec else { return }
        _ = LibraryLog.take()
        unsafe avcodec_send_packet(codec, nil)
        let isGood = try unsafe receive(codec, isLast: true)
        if LibraryLog.take() != nil || !isGood { track.errors += 1 }
        finder?.finish(at: end)
    }

    /// How many packets the file says that the track has.
    func expect(_ packets: Int?) { track.expectedPackets = packets }

    /// Adds what was found in its frames to a report.
    func add(to report: inout DeepReport) { finder?.add(to: &report) }

    /// Takes all frames that are ready.
    ///
    /// - Returns: whether all of them are whole.
    private func receive(
        _ codec: UnsafeMutablePointer<AVCodecContext>, isLast: Bool
    ) throws(FileProber.Undecided) -> Bool {
        guard let frame = unsafe frame else { return false }
        var isGood = true
        // A decoder that gives errors for ever when it is emptied would else never end.
        var failures = 0
        while failures < 100 {
            let result = unsafe avcodec_receive_frame(codec, frame)
            if result == sora_averror(EAGAIN) || result == sora_averror_eof() { break }
            try Self.checkMemory(result)
            guard result >= 0 else {
                isGood = false
                failures += 1
                if isLast { continue }
                break
            }
            if unsafe frame.pointee.decode_error_flags != 0
                || frame.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0
            {
                isGood = false
            }
            unsafe count(frame)
            unsafe av_frame_unref(frame)
        }
        return isGood
    }

    private func count(_ frame: UnsafeMutablePointer<AVFrame>) {
        track.frames += 1
        unsafe frame.pointee.pts = frame.pointee.best_effort_timestamp
        let base = unsafe stream.pointee.time_base
        let scale = Double(base.num) / Double(base.den)
        var moment: Double?
        if unsafe frame.pointee.pts != sora_no_pts(), scale.isFinite {
            let time = unsafe Double(frame.pointee.pts) * scale - origin
            if ProbeRanges.moment.contains(time) {
                moment = time
                track.first = min(track.first ?? time, time)
                track.last = max(track.last ?? time, time)
                let length = unsafe Double(max(0, frame.pointee.pkt_duration)) * scale
                end = max(end, time + (length.isFinite ? length : 0))
            }
        }
        unsafe finder?.take(frame, at: moment)
    }

    private static func checkMemory(_ result: Int32) throws(FileProber.Undecided) {
        if result == sora_averror(ENOMEM) {
            throw FileProber.Undecided(
                words: "its frames take more memory than the prober may use")
        }
    }
}
