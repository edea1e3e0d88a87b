import CAVFormat
import SoraMedia

/// What a stream's header tells of it; what is not known, or makes no sense, is `nil`.
struct MediaTrack {
    /// libavformat's name of the codec.
    let codec: String?
    /// The width and height as stored, in pixels.
    let width: Int?
    let height: Int?
    /// The clockwise rotation for display: 0, 90, 180 or 270 degrees.
    let rotation: Int
    /// Frames a second, on average.
    let frameRate: Double?

    init(_ stream: UnsafeMutablePointer<AVStream>) {
        let parameters = unsafe stream.pointee.codecpar.pointee
        let id = unsafe parameters.codec_id
        codec =
            id == AV_CODEC_ID_NONE
            ? nil : unsafe avcodec_get_name(id).map { unsafe String(cString: $0) }
        width = unsafe Self.side(parameters.width)
        height = unsafe Self.side(parameters.height)
        rotation = unsafe Self.rotation(of: stream)
        let rate = unsafe stream.pointee.avg_frame_rate
        let quotient = Double(rate.num) / Double(rate.den)
        frameRate = quotient > 0 && ProbeRanges.frameRate.contains(quotient) ? quotient : nil
    }

    private static func side(_ pixels: Int32) -> Int? {
        ProbeRanges.side.contains(Int(pixels)) ? Int(pixels) : nil
    }

    /// The rotation of the display matrix, to the nearest quarter turn.
    private static func rotation(of stream: UnsafeMutablePointer<AVStream>) -> Int {
        var size = 0
        guard
            let data = unsafe av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size),
            size >= 9 * MemoryLayout<Int32>.size
        else { return 0 }
        let matrix = unsafe UnsafeRawPointer(data).assumingMemoryBound(to: Int32.self)
        // Counter-clockwise, -180 to 180, and no number for a matrix that cannot be inverted (display.h).
        let angle = unsafe av_display_rotation_get(matrix)
        guard angle.isFinite else { return 0 }
        let quarters = Int((-angle / 90).rounded()) % 4
        return (quarters + 4) % 4 * 90
    }
}
