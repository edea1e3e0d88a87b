import CAVFormat

/// Makes pictures of frames: in red, green and blue, with square pixels, no larger than wanted, and upright.
enum FrameScaler {
    /// The size of a frame for display before it is turned, within a box.
    ///
    /// - Parameters:
    ///   - width: the width as stored.
    ///   - height: the height as stored.
    ///   - pixelAspect: the width of a pixel by its height.
    ///   - box: the largest size, as it is before it is turned.
    /// - Returns: the size in pixels.
    static func size(
        width: Int, height: Int, pixelAspect: Double, within box: (width: Int, height: Int)?
    ) -> (width: Int, height: Int) {
        // Pixels are widened or heightened, so that none is lost.
        var wide = Double(width) * max(1, pixelAspect)
        var high = Double(height) / min(1, pixelAspect)
        if let box {
            let factor = min(1, Double(box.width) / wide, Double(box.height) / high)
            wide *= factor
            high *= factor
        }
        return (max(1, Int(wide.rounded())), max(1, Int(high.rounded())))
    }

    /// A picture of a frame in that size.
    static func raster(
        of decoded: borrowing DecodedFrame, width: Int, height: Int
    ) throws(PictureFailure) -> Raster {
        let frame = unsafe decoded.frame
        let format = unsafe AVPixelFormat(rawValue: frame.pointee.format)
        let flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
        guard
            let scaler = unsafe sws_getContext(
                frame.pointee.width, frame.pointee.height, format, Int32(width), Int32(height),
                AV_PIX_FMT_RGB24, flags, nil, nil, nil)
        else { throw PictureFailure("its frames are of a kind that cannot be shown") }
        defer { unsafe sws_freeContext(scaler) }
        // Refused for what is not of luma and chroma, where it means nothing.
        unsafe sws_setColorspaceDetails(
            scaler, sws_getCoefficients(matrix(of: decoded)), isFullRange(decoded) ? 1 : 0,
            sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16)
        var raster = Raster(width: width, height: height)
        let stride = Int32(raster.stride)
        let rows = unsafe raster.bytes.withUnsafeMutableBufferPointer { buffer in
            unsafe sora_scale(scaler, frame, buffer.baseAddress, stride)
        }
        guard rows == Int32(height) else { throw PictureFailure("its frames cannot be shown") }
        return raster
    }

    private static func matrix(of decoded: borrowing DecodedFrame) -> Int32 {
        switch unsafe decoded.frame.pointee.colorspace {
        case AVCOL_SPC_BT709: SWS_CS_ITU709
        case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: SWS_CS_BT2020
        case AVCOL_SPC_SMPTE240M: SWS_CS_SMPTE240M
        case AVCOL_SPC_FCC: SWS_CS_FCC
        case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: SWS_CS_ITU601
        // Players take what says nothing for HD when it is as large.
        default: unsafe decoded.frame.pointee.height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601
        }
    }

    private static func isFullRange(_ decoded: borrowing DecodedFrame) -> Bool {
        if unsafe decoded.frame.pointee.color_range == AVCOL_RANGE_JPEG { return true }
        return [
            AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVJ440P,
            AV_PIX_FMT_YUVJ411P,
        ].map(\.rawValue).contains(unsafe decoded.frame.pointee.format)
    }
}
