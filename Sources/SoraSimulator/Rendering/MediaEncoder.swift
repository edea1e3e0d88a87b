import CAVFormat

/// An encoder of libavcodec; owns its context and one packet.
@safe final class MediaEncoder {
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let packet: UnsafeMutablePointer<AVPacket>
    private let name: String

    /// Opens an encoder.
    ///
    /// - Parameters:
    ///   - names: the encoders that will do, the best first.
    ///   - options: its own options by name.
    ///   - configure: sets the fields of the context before it is opened.
    /// - Throws: `SimulatorError.rendering` when libavcodec has none of them or refuses.
    init(
        _ names: [String], options: KeyValuePairs<String, String> = [:],
        configure: (inout AVCodecContext) -> Void
    ) throws(SimulatorError) {
        Self.silence
        let found = unsafe names.lazy.compactMap { name in
            unsafe avcodec_find_encoder_by_name(name).map { unsafe (name: name, codec: $0) }
        }.first
        guard let found = unsafe found, let context = unsafe avcodec_alloc_context3(found.codec),
            let packet = unsafe av_packet_alloc()
        else {
            throw .rendering(
                step: "encoder", reason: "this libavcodec has no \(names.joined(separator: ", "))")
        }
        unsafe self.context = unsafe context
        unsafe self.packet = unsafe packet
        name = unsafe found.name
        unsafe configure(&context.pointee)
        for (key, value) in options {
            unsafe av_opt_set(context.pointee.priv_data, key, value, 0)
        }
        let result = unsafe avcodec_open2(context, found.codec, nil)
        if result < 0 { throw .media(name, result) }
    }

    deinit {
        var context: UnsafeMutablePointer<AVCodecContext>? = unsafe context
        unsafe avcodec_free_context(&context)
        var packet: UnsafeMutablePointer<AVPacket>? = unsafe packet
        unsafe av_packet_free(&packet)
    }

    /// Encodes a frame, or with nil what is still inside, and gives what comes out.
    ///
    /// - Throws: `SimulatorError.rendering` when the encoder refuses.
    func encode(
        _ frame: UnsafeMutablePointer<AVFrame>?
    ) throws(SimulatorError) -> [EncodedPacket] {
        let sent = unsafe avcodec_send_frame(context, frame)
        if sent < 0 { throw .media(name, sent) }
        var packets: [EncodedPacket] = []
        while true {
            let result = unsafe avcodec_receive_packet(context, packet)
            if result == sora_averror(EAGAIN) || result == sora_averror_eof() { return packets }
            if result < 0 { throw .media(name, result) }
            let bytes = unsafe UnsafeBufferPointer(
                start: packet.pointee.data, count: Int(packet.pointee.size))
            unsafe packets.append(
                EncodedPacket(
                    bytes: Array(bytes), isKey: packet.pointee.flags & AV_PKT_FLAG_KEY != 0))
            unsafe av_packet_unref(packet)
        }
    }

    /// Gives what is still inside; nothing can be encoded after it.
    ///
    /// - Throws: `SimulatorError.rendering` when the encoder refuses.
    func flush() throws(SimulatorError) -> [EncodedPacket] {
        try unsafe encode(nil)
    }

    /// Copies what a file must say about the stream.
    func describe(to stream: UnsafeMutablePointer<AVStream>) {
        unsafe avcodec_parameters_from_context(stream.pointee.codecpar, context)
        unsafe stream.pointee.time_base = unsafe context.pointee.time_base
    }

    /// Encoders talk on stderr otherwise.
    private static let silence: Void = av_log_set_level(AV_LOG_QUIET)
}
