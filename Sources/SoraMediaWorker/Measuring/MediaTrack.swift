import CAVFilter
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
    /// The length in seconds.
    let duration: Double?

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
        duration = unsafe Self.duration(of: stream)
    }

    /// The length that the stream's own header tells; in Matroska, the tag that muxers write for each track.
    private static func duration(of stream: UnsafeMutablePointer<AVStream>) -> Double? {
        let ticks = unsafe stream.pointee.duration
        let base = unsafe stream.pointee.time_base
        if ticks != sora_no_pts(), ticks > 0, base.num > 0, base.den > 0 {
            let seconds = Double(ticks) * Double(base.num) / Double(base.den)
            return ProbeRanges.duration.contains(seconds) ? seconds : nil
        }
        for name in ["DURATION", "DURATION-eng"] {
            if let entry = unsafe av_dict_get(stream.pointee.metadata, name, nil, 0),
                let value = unsafe entry.pointee.value
            {
                return unsafe seconds(String(cString: value))
            }
        }
        return nil
    }

    /// Reads `00:00:08.000000000`.
    private static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: ":").map { Double($0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let rest = parts[2]
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60 + rest
        return seconds > 0 && ProbeRanges.duration.contains(seconds) ? seconds : nil
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
