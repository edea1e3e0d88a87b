import CAVFormat
import SoraMedia

/// Makes files of pictures.
enum PictureEncoder {
    /// How fine the colours of a JPEG are.
    enum Detail {
        /// As cameras do: of every second pixel.
        case photograph
        /// Of each pixel, for letters.
        case drawing
    }

    /// A whole JPEG or PNG file.
    static func file(
        of raster: Raster, _ format: PictureRequest.Format, _ detail: Detail = .photograph
    ) throws(PictureFailure) -> [UInt8] {
        let kind =
            switch (format, detail) {
            case (.png, _): AV_PIX_FMT_RGB24
            case (.jpeg, .photograph): AV_PIX_FMT_YUVJ420P
            case (.jpeg, .drawing): AV_PIX_FMT_YUVJ444P
            }
        let id = format == .png ? AV_CODEC_ID_PNG : AV_CODEC_ID_MJPEG
        guard let codec = unsafe avcodec_find_encoder(id),
            let context = unsafe avcodec_alloc_context3(codec)
        else { throw PictureFailure("libavcodec cannot make a \(format.rawValue) here") }
        var owned: UnsafeMutablePointer<AVCodecContext>? = unsafe context
        defer { unsafe avcodec_free_context(&owned) }
        unsafe context.pointee.width = Int32(raster.width)
        unsafe context.pointee.height = Int32(raster.height)
        unsafe context.pointee.pix_fmt = kind
        unsafe context.pointee.time_base = AVRational(num: 1, den: 25)
        unsafe context.pointee.thread_count = 1
        if format == .jpeg {
            // The quality that 2 to 31 go down from.
            unsafe context.pointee.flags |= AV_CODEC_FLAG_QSCALE
            unsafe context.pointee.global_quality =
                FF_QP2LAMBDA * (detail == .drawing ? 2 : 3)
            unsafe context.pointee.color_range = AVCOL_RANGE_JPEG
        } else {
            unsafe context.pointee.compression_level = 6
            unsafe av_opt_set(context.pointee.priv_data, "pred", "mixed", 0)
        }
        guard unsafe avcodec_open2(context, codec, nil) >= 0, let frame = unsafe av_frame_alloc()
        else { throw PictureFailure("libavcodec cannot make a \(format.rawValue) here") }
        var held: UnsafeMutablePointer<AVFrame>? = unsafe frame
        defer { unsafe av_frame_free(&held) }
        unsafe frame.pointee.width = Int32(raster.width)
        unsafe frame.pointee.height = Int32(raster.height)
        unsafe frame.pointee.format = kind.rawValue
        unsafe frame.pointee.quality = unsafe context.pointee.global_quality
        guard unsafe av_frame_get_buffer(frame, 0) >= 0 else { throw .noMemory }
        let stride = Int32(raster.stride)
        let result = unsafe raster.bytes.withUnsafeBufferPointer { buffer in
            unsafe sora_fill_frame(frame, buffer.baseAddress, stride)
        }
        guard result >= 0 else { throw .noMemory }
        return try unsafe bytes(context, frame)
    }

    private static func bytes(
        _ context: UnsafeMutablePointer<AVCodecContext>, _ frame: UnsafeMutablePointer<AVFrame>
    ) throws(PictureFailure) -> [UInt8] {
        guard let packet = unsafe av_packet_alloc() else { throw .noMemory }
        var owned: UnsafeMutablePointer<AVPacket>? = unsafe packet
        defer { unsafe av_packet_free(&owned) }
        guard unsafe avcodec_send_frame(context, frame) >= 0,
            unsafe avcodec_send_frame(context, nil) >= 0,
            unsafe avcodec_receive_packet(context, packet) >= 0
        else { throw .noMemory }
        return unsafe Array(
            UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)))
    }
}
