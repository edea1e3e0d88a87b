import CAVFilter
import CAVFormat
import SoraMedia

/// One media file opened by libavformat through a ``FileInput``, closed when it goes out of scope.
@safe struct MediaContainer: ~Copyable {
    let context: UnsafeMutablePointer<AVFormatContext>

    /// Why a file could not be opened.
    enum Failure: Error {
        /// The file is not what its first bytes promise; libavformat's words.
        case unreadable(String)
        /// There was no memory for it.
        case noMemory
    }

    /// The readers that may be used at all (libavformat's `format_whitelist`).
    private static let readers = "mov,matroska,webm,jpeg_pipe,png_pipe,webp_pipe"
    /// The decoders that may be used at all (`codec_whitelist`).
    static let decoders =
        "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,mpeg4,mjpeg,prores,png,webp,"
        + "aac,mp3,mp3float,opus,libopus,vorbis,flac,alac,ac3,pcm_s16le,pcm_s24le"

    /// Reads the headers.
    ///
    /// No protocol is allowed, nothing else is opened, and references to other files are not followed.
    init(_ input: borrowing FileInput, reader: String) throws(Failure) {
        guard let fresh = unsafe avformat_alloc_context() else { throw .noMemory }
        var context: UnsafeMutablePointer<AVFormatContext>? = unsafe fresh
        unsafe fresh.pointee.pb = input.context
        unsafe fresh.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        unsafe fresh.pointee.io_open = { _, _, _, _, _ in sora_averror(EPERM) }
        var options: OpaquePointer?
        defer { unsafe av_dict_free(&options) }
        let settings = [
            "format_whitelist": Self.readers, "codec_whitelist": Self.decoders,
            "protocol_whitelist": "", "max_streams": "16", "enable_drefs": "0",
            "use_absolute_path": "0",
        ]
        for (name, value) in settings { unsafe av_dict_set(&options, name, value, 0) }
        // On failure this frees the context and leaves `pb` to its owner (avformat.h).
        let result = unsafe avformat_open_input(
            &context, "", av_find_input_format(reader), &options)
        guard result >= 0, let opened = unsafe context else {
            if result == sora_averror(ENOMEM) { throw .noMemory }
            throw .unreadable(Self.words(result))
        }
        unsafe self.context = opened
    }

    deinit {
        var context: UnsafeMutablePointer<AVFormatContext>? = unsafe self.context
        unsafe avformat_close_input(&context)
    }

    /// Reads frames, and decodes some, to learn what the headers do not tell.
    mutating func readFrames() throws(Failure) {
        // It opens each decoder with one thread by itself (`try_decode_frame`), and obeys `codec_whitelist`.
        let result = unsafe avformat_find_stream_info(context, nil)
        if result == sora_averror(ENOMEM) { throw .noMemory }
        if result < 0 { throw .unreadable(Self.words(result)) }
    }

    /// Whether the headers leave something out that a probe tells.
    func isIncomplete(isImage: Bool) -> Bool {
        guard streamCount > 0, unsafe context.pointee.ctx_flags & AVFMTCTX_NOHEADER == 0,
            isImage || duration != nil
        else { return true }
        if let video = firstVideo {
            return video.width == nil || video.height == nil || video.codec == nil
                || video.frameRate == nil
        }
        return firstAudio.map { $0.codec == nil } ?? true
    }

    /// libavformat's name of the container.
    var name: String {
        unsafe String(cString: context.pointee.iformat.pointee.name)
    }

    /// What the file says of itself, as far as it is asked for; what is no UTF-8 is mended.
    var tags: [String: String] {
        var tags: [String: String] = [:]
        for name in WorkerAnswer.tagNames {
            guard let entry = unsafe av_dict_get(context.pointee.metadata, name, nil, 0),
                let value = unsafe entry.pointee.value
            else { continue }
            let text = unsafe String(cString: value)
            if !text.isEmpty, text.utf8.count <= WorkerAnswer.tagLimit { tags[name] = text }
        }
        return tags
    }

    /// The length in seconds; `nil` when it is not known.
    var duration: Double? {
        let ticks = unsafe context.pointee.duration
        guard ticks != sora_no_pts(), ticks > 0 else { return nil }
        let seconds = Double(ticks) / Double(AV_TIME_BASE)
        return ProbeRanges.duration.contains(seconds) ? seconds : nil
    }

    /// Bits a second of a file of this size, counted as libavformat counts (`update_stream_timings`); `nil` where it
    /// is less than one, as of a length that makes no sense.
    func bitRate(bytes: Int64) -> Int? {
        var rate = unsafe Double(context.pointee.bit_rate)
        if rate <= 0 {
            let ticks = unsafe Double(context.pointee.duration)
            guard duration != nil, bytes > 0 else { return nil }
            rate = Double(bytes) * 8 * Double(AV_TIME_BASE) / ticks
        }
        return Int(exactly: rate.rounded(.down)).flatMap {
            $0 > 0 && ProbeRanges.bitRate.contains($0) ? $0 : nil
        }
    }

    /// The first video track that is not a cover picture.
    var firstVideo: MediaTrack? { unsafe firstVideoStream.map { unsafe MediaTrack($0) } }

    /// The stream of that track.
    var firstVideoStream: UnsafeMutablePointer<AVStream>? {
        unsafe firstStream {
            unsafe $0.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO
                && $0.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
        }
    }

    /// The first audio track.
    var firstAudio: MediaTrack? {
        unsafe firstStream { unsafe $0.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO }
            .map { unsafe MediaTrack($0) }
    }

    /// The last byte of any frame that the index knows; 0 without an index.
    var indexEnd: Int64 {
        var end: Int64 = 0
        for index in 0..<streamCount {
            if let stream = unsafe context.pointee.streams[index] {
                end = unsafe max(end, sora_index_end(stream))
            }
        }
        return end
    }

    var streamCount: Int { unsafe Int(context.pointee.nb_streams) }

    private func firstStream(
        where isWanted: (UnsafeMutablePointer<AVStream>) -> Bool
    ) -> UnsafeMutablePointer<AVStream>? {
        for index in 0..<streamCount {
            if let stream = unsafe context.pointee.streams[index], unsafe isWanted(stream) {
                return unsafe stream
            }
        }
        return nil
    }

    /// libavformat's words for an error.
    static func words(_ error: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        _ = unsafe av_strerror(error, &buffer, buffer.count)
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes.filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
