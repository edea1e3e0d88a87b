import CAVFormat

/// The frames of one video track, decoded in the order in which they are shown.
@safe struct FrameDecoder: ~Copyable {
    private let container: MediaContainer
    private let stream: UnsafeMutablePointer<AVStream>
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let packet: UnsafeMutablePointer<AVPacket>
    private let frame: UnsafeMutablePointer<AVFrame>
    private var isDraining = false

    /// The most pixels of a frame: 8K, and a little more.
    private static let mostPixels: Int64 = 36_000_000

    /// Opens the decoder of the first video track that is no cover, with one thread.
    init(_ container: consuming MediaContainer) throws(PictureFailure) {
        guard let stream = unsafe container.firstVideoStream else {
            throw PictureFailure("there is no picture in it")
        }
        let id = unsafe stream.pointee.codecpar.pointee.codec_id
        guard let codec = unsafe avcodec_find_decoder(id),
            let name = unsafe codec.pointee.name.map({ unsafe String(cString: $0) }),
            MediaContainer.decoders.split(separator: ",").contains(name[...])
        else { throw PictureFailure("its frames are of a kind that is not decoded here") }
        guard let context = unsafe avcodec_alloc_context3(codec) else { throw .noMemory }
        var opened: UnsafeMutablePointer<AVCodecContext>? = unsafe context
        guard unsafe avcodec_parameters_to_context(context, stream.pointee.codecpar) >= 0 else {
            unsafe avcodec_free_context(&opened)
            throw .noMemory
        }
        unsafe context.pointee.thread_count = 1
        unsafe context.pointee.max_pixels = Self.mostPixels
        unsafe context.pointee.pkt_timebase = unsafe stream.pointee.time_base
        let result = unsafe avcodec_open2(context, codec, nil)
        guard result >= 0, let packet = unsafe av_packet_alloc(),
            let frame = unsafe av_frame_alloc()
        else {
            unsafe avcodec_free_context(&opened)
            throw PictureFailure("its frames cannot be decoded: \(MediaContainer.words(result))")
        }
        for index in 0..<Int(unsafe container.context.pointee.nb_streams) {
            if let other = unsafe container.context.pointee.streams[index], unsafe other != stream {
                unsafe other.pointee.discard = AVDISCARD_ALL
            }
        }
        self.container = container
        unsafe self.stream = unsafe stream
        unsafe self.context = unsafe context
        unsafe self.packet = unsafe packet
        unsafe self.frame = unsafe frame
    }

    deinit {
        var context: UnsafeMutablePointer<AVCodecContext>? = unsafe context
        unsafe avcodec_free_context(&context)
        var packet: UnsafeMutablePointer<AVPacket>? = unsafe packet
        unsafe av_packet_free(&packet)
        var frame: UnsafeMutablePointer<AVFrame>? = unsafe frame
        unsafe av_frame_free(&frame)
    }

    /// How the track is turned for display.
    var rotation: Int { unsafe MediaTrack(stream).rotation }

    /// The height of a pixel's side by its width, as the container or else the frame says; 1 where it makes no sense.
    func pixelAspect(of decoded: borrowing DecodedFrame) -> Double {
        let ratio = unsafe av_guess_sample_aspect_ratio(
            container.context, stream, decoded.frame)
        let value = Double(ratio.num) / Double(ratio.den)
        return (0.05...20).contains(value) ? value : 1
    }

    /// The length of the track in seconds; `nil` where nothing tells it.
    var duration: Double? {
        let ticks = unsafe stream.pointee.duration
        if ticks != sora_no_pts(), ticks > 0 {
            let seconds = Double(ticks) * tick
            if seconds.isFinite, seconds > 0 { return seconds }
        }
        return container.duration
    }

    /// How long one frame is shown, about; 0 where nothing tells it.
    var frameLength: Double {
        let rate = unsafe stream.pointee.avg_frame_rate
        return rate.num > 0 && rate.den > 0 ? Double(rate.den) / Double(rate.num) : 0
    }

    /// Seconds of one tick of the track's clock.
    private var tick: Double {
        let base = unsafe stream.pointee.time_base
        return base.num > 0 && base.den > 0 ? Double(base.num) / Double(base.den) : 0
    }

    private var start: Int64 {
        let ticks = unsafe stream.pointee.start_time
        return ticks == sora_no_pts() ? 0 : ticks
    }

    /// Goes back or on, to a key frame at or before a moment, in seconds after the first frame.
    ///
    /// - Returns: whether it could.
    mutating func seek(to seconds: Double) -> Bool {
        var target = start
        if seconds > 0, tick > 0 {
            let ticks = (seconds / tick).rounded()
            // Exactly representable, and far from where the sum could overflow.
            guard ticks < 4e18, let whole = Int64(exactly: ticks) else { return false }
            let (sum, overflow) = start.addingReportingOverflow(whole)
            guard !overflow else { return false }
            target = sum
        }
        let index = unsafe stream.pointee.index
        let result = unsafe avformat_seek_file(
            container.context, index, Int64.min, target, target, 0)
        guard result >= 0 else { return false }
        unsafe avcodec_flush_buffers(context)
        isDraining = false
        return true
    }

    /// The next frame, or `nil` behind the last.
    mutating func next() throws(PictureFailure) -> DecodedFrame? {
        while true {
            let result = unsafe avcodec_receive_frame(context, frame)
            if result >= 0 { return try taken() }
            if result == sora_averror_eof() { return nil }
            if result == sora_averror(ENOMEM) { throw .noMemory }
            if isDraining, result != sora_averror(EAGAIN) { return nil }
            let read = unsafe av_read_frame(container.context, packet)
            if read < 0 {
                if isDraining { return nil }
                isDraining = true
                unsafe avcodec_send_packet(context, nil)
                continue
            }
            // A packet that does not decode costs its own frame alone.
            if unsafe packet.pointee.stream_index == stream.pointee.index {
                let sent = unsafe avcodec_send_packet(context, packet)
                if sent == sora_averror(ENOMEM) { throw .noMemory }
            }
            unsafe av_packet_unref(packet)
        }
    }

    private func taken() throws(PictureFailure) -> DecodedFrame {
        guard let copy = unsafe av_frame_alloc() else { throw .noMemory }
        unsafe av_frame_move_ref(copy, frame)
        let ticks = unsafe copy.pointee.best_effort_timestamp
        let seconds = ticks == sora_no_pts() ? nil : (Double(ticks) - Double(start)) * tick
        return unsafe DecodedFrame(copy, seconds: seconds)
    }
}

/// A decoded frame, freed when it goes out of scope.
@safe struct DecodedFrame: ~Copyable {
    let frame: UnsafeMutablePointer<AVFrame>
    /// How long after the first frame it is shown; `nil` where nothing tells it.
    let seconds: Double?

    init(_ frame: UnsafeMutablePointer<AVFrame>, seconds: Double?) {
        unsafe self.frame = unsafe frame
        self.seconds = seconds
    }

    var width: Int { unsafe Int(frame.pointee.width) }
    var height: Int { unsafe Int(frame.pointee.height) }

    deinit {
        var frame: UnsafeMutablePointer<AVFrame>? = unsafe frame
        unsafe av_frame_free(&frame)
    }
}
