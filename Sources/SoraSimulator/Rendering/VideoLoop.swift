import CAVFormat

/// One second of coded pictures that can be repeated.
///
/// A closed group that starts with a key picture, without pictures that look ahead: so the same
/// packets may follow themselves with later times.
struct VideoLoop {
    let encoder: MediaEncoder
    let packets: [EncodedPacket]

    /// The unit of the times of pictures: 1/90000 s, in which a picture of 30 a second is whole.
    static let timeScale = 90_000

    init(_ clip: Clip) throws(SimulatorError) {
        encoder = try unsafe MediaEncoder(
            ["libx264"],
            options: [
                "preset": "ultrafast", "tune": "zerolatency", "crf": "22",
                "x264-params": "scenecut=0:bframes=0:open-gop=0:sliced-threads=0",
            ]
        ) { context in
            unsafe context.width = Int32(clip.size.width)
            unsafe context.height = Int32(clip.size.height)
            unsafe context.pix_fmt = AV_PIX_FMT_YUV420P
            unsafe context.time_base = AVRational(num: 1, den: Int32(Self.timeScale))
            unsafe context.framerate = AVRational(num: Int32(Clip.framesPerSecond), den: 1)
            unsafe context.sample_aspect_ratio = AVRational(num: 1, den: 1)
            unsafe context.gop_size = Int32(Clip.framesPerSecond)
            unsafe context.max_b_frames = 0
            // One thread: the same clip gives the same bytes, and other clips have the other cores.
            unsafe context.thread_count = 1
            unsafe context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
            unsafe context.color_range = AVCOL_RANGE_MPEG
            unsafe context.colorspace = AVCOL_SPC_BT709
            unsafe context.color_primaries = AVCOL_PRI_BT709
            unsafe context.color_trc = AVCOL_TRC_BT709
        }
        let scene = try Scene(clip, size: clip.size, space: .video)
        let canvas = try Canvas(clip.size, space: .video)
        var packets: [EncodedPacket] = []
        let frames = Clip.framesPerSecond
        for index in 0..<frames {
            scene.draw(on: canvas, at: Double(index) / Double(frames))
            packets += try canvas.encode(by: encoder, at: index * Self.timeScale / frames)
        }
        packets += try encoder.flush()
        guard packets.count == frames, packets.first?.isKey == true else {
            throw .rendering(
                step: "video", reason: "\(packets.count) pictures of \(frames) came out")
        }
        self.packets = packets
    }
}

extension Canvas {
    /// Encodes this picture with a time in the encoder's unit.
    func encode(
        by encoder: MediaEncoder, at time: Int
    ) throws(SimulatorError) -> [EncodedPacket] {
        try unsafe withFrame { frame throws(SimulatorError) in
            unsafe frame.pointee.pts = Int64(time)
            return try unsafe encoder.encode(frame)
        }
    }
}
