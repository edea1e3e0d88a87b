import CAVFormat

/// Decodes a JPEG or PNG file in memory.
enum StillDecoder {
    /// The picture, as large as it can be within a box.
    ///
    /// - Throws: `PictureFailure` where it is none.
    static func raster(
        of bytes: some Collection<UInt8>, within box: (width: Int, height: Int)
    ) throws(PictureFailure) -> Raster {
        let isJPEG = bytes.first == 0xFF
        guard let codec = unsafe avcodec_find_decoder(isJPEG ? AV_CODEC_ID_MJPEG : AV_CODEC_ID_PNG),
            let context = unsafe avcodec_alloc_context3(codec)
        else { throw .noMemory }
        var owned: UnsafeMutablePointer<AVCodecContext>? = unsafe context
        defer { unsafe avcodec_free_context(&owned) }
        unsafe context.pointee.thread_count = 1
        unsafe context.pointee.max_pixels = 4_000_000
        guard unsafe avcodec_open2(context, codec, nil) >= 0, let packet = unsafe av_packet_alloc()
        else { throw .noMemory }
        var held: UnsafeMutablePointer<AVPacket>? = unsafe packet
        defer { unsafe av_packet_free(&held) }
        guard unsafe av_new_packet(packet, Int32(clamping: bytes.count)) >= 0,
            let data = unsafe packet.pointee.data, let frame = unsafe av_frame_alloc()
        else { throw .noMemory }
        for (place, byte) in bytes.enumerated() { unsafe data[place] = byte }
        let decoded = unsafe DecodedFrame(frame, seconds: nil)
        guard unsafe avcodec_send_packet(context, packet) >= 0,
            unsafe avcodec_receive_frame(context, frame) >= 0
        else { throw PictureFailure("it does not decode") }
        let factor = min(
            4, Double(box.width) / Double(decoded.width),
            Double(box.height) / Double(decoded.height))
        return try FrameScaler.raster(
            of: decoded, width: max(1, Int((Double(decoded.width) * factor).rounded())),
            height: max(1, Int((Double(decoded.height) * factor).rounded())))
    }
}
