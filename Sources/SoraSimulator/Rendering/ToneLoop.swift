import CAVFormat

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A soft tone in AAC: its beginning, and one packet that can be repeated without end.
///
/// Each packet holds 1024 samples and the tone has whole periods in them, so every packet after
/// the first few is the same.
struct ToneLoop {
    let encoder: MediaEncoder
    /// The packets at the beginning; the first is the encoder's run-up of 1024 samples.
    let opening: [EncodedPacket]

    static let sampleRate = 48_000
    static let packetSamples = 1024

    init(_ clip: Clip) throws(SimulatorError) {
        encoder = try unsafe MediaEncoder(["aac"]) { context in
            unsafe context.sample_fmt = AV_SAMPLE_FMT_FLTP
            unsafe context.sample_rate = Int32(Self.sampleRate)
            unsafe context.time_base = AVRational(num: 1, den: Int32(Self.sampleRate))
            unsafe context.bit_rate = 64_000
            unsafe context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
            unsafe av_channel_layout_default(&context.ch_layout, 1)
        }
        guard let frame = unsafe av_frame_alloc() else {
            throw .rendering(step: "tone", reason: "no memory")
        }
        defer {
            var owned: UnsafeMutablePointer<AVFrame>? = unsafe frame
            unsafe av_frame_free(&owned)
        }
        unsafe frame.pointee.format = AV_SAMPLE_FMT_FLTP.rawValue
        unsafe frame.pointee.sample_rate = Int32(Self.sampleRate)
        unsafe frame.pointee.nb_samples = Int32(Self.packetSamples)
        unsafe av_channel_layout_default(&frame.pointee.ch_layout, 1)
        let result = unsafe av_frame_get_buffer(frame, 0)
        if result < 0 { throw .media("tone", result) }

        // 4 to 15 periods a packet: 188 to 703 Hz.
        let periods = Double(4 + Int(clip.fraction(1) * 12))
        var packets: [EncodedPacket] = []
        for index in 0..<8 {
            unsafe av_frame_make_writable(frame)
            let samples = unsafe UnsafeMutableRawPointer(frame.pointee.data.0)?
                .assumingMemoryBound(to: Float.self)
            for sample in 0..<Self.packetSamples {
                let angle = Double(sample) / Double(Self.packetSamples) * periods * 2 * Double.pi
                unsafe samples?[sample] = Float(0.06 * sin(angle) + 0.02 * sin(2 * angle))
            }
            unsafe frame.pointee.pts = Int64(index * Self.packetSamples)
            packets += try unsafe encoder.encode(frame)
        }
        // What the encoder still holds is the fade to silence, which a longer tone does not have.
        guard packets.count > 4 else {
            throw .rendering(step: "tone", reason: "only \(packets.count) packets came out")
        }
        opening = packets
    }

    /// The packet at a place, however late.
    func packet(_ index: Int) -> EncodedPacket {
        opening[min(index, opening.count - 1)]
    }
}
