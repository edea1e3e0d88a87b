import CAVFormat

/// The settings of an encoder for one picture.
func stillSettings(_ size: PixelSize, _ space: ColourSpace) -> (inout AVCodecContext) -> Void {
    { context in
        unsafe context.width = Int32(size.width)
        unsafe context.height = Int32(size.height)
        unsafe context.pix_fmt = space == .jpeg ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P
        unsafe context.time_base = AVRational(num: 1, den: 1)
        unsafe context.thread_count = 1
        // JPEG alone looks at it: 2 is the best quality, 31 the worst.
        unsafe context.flags |= AV_CODEC_FLAG_QSCALE
        unsafe context.global_quality = space == .jpeg ? 4 * FF_QP2LAMBDA : 80
    }
}
