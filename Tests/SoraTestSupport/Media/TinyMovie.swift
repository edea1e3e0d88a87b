/// A small MP4 file made by hand, so that tests of media need no other program.
///
/// Its headers are right; its frames are not H.264.
package struct TinyMovie: Sendable {
    package var width: UInt32 = 320
    package var height: UInt32 = 180
    package var frames: UInt32 = 50
    /// Ticks a second.
    package var timescale: UInt32 = 25
    /// Ticks a frame.
    package var ticks: UInt32 = 1
    package var bytesPerFrame: UInt32 = 400
    /// The clockwise rotation for display: 0, 90, 180 or 270 degrees.
    package var rotation = 0
    /// Whether the index stands before the frames.
    package var fastStart = true
    package var hasAudio = false
    /// The file that the frames are in, when not this one: an absolute path.
    package var framesElsewhere: String?

    package init() {}

    /// The bytes of the file.
    package var bytes: [UInt8] {
        let type = box("ftyp", text("isom"), long(512), text("isomavc1"))
        let dataBytes = frames * bytesPerFrame + (hasAudio ? 4 * 8_000 : 0)
        let data = box("mdat", [UInt8](repeating: 0x55, count: Int(dataBytes)))
        let start = UInt32(type.count) + 8
        if !fastStart { return type + data + index(dataAt: start) }
        let length = UInt32(index(dataAt: 0).count)
        return type + index(dataAt: start + length) + data
    }

    private func index(dataAt start: UInt32) -> [UInt8] {
        let length = frames * ticks
        let header = box(
            "mvhd", long(0), long(0), long(0), long(timescale), long(length), long(0x10000),
            short(0x100), zeros(10), matrix(0), zeros(24), long(3))
        return box("moov", header, videoTrack(dataAt: start), hasAudio ? audioTrack(start) : [])
    }

    private func videoTrack(dataAt start: UInt32) -> [UInt8] {
        let configuration = box("avcC", [1, 66, 0, 30, 0xFF, 0xE0, 0])
        let entry = box(
            "avc1", zeros(6), short(1), zeros(16), short(width), short(height), long(0x480000),
            long(0x480000), long(0), short(1), zeros(32), short(24), short(0xFFFF), configuration)
        return track(
            1, handler: "vide", header: box("vmhd", long(1), zeros(8)), entry: entry,
            sizes: Sizes(
                count: frames, bytes: bytesPerFrame, ticks: ticks, start: start,
                timescale: timescale),
            shape: (width, height, rotation))
    }

    private func audioTrack(_ start: UInt32) -> [UInt8] {
        let entry = box(
            "sowt", zeros(6), short(1), zeros(8), short(2), short(16), zeros(4),
            long(8_000 << 16))
        return track(
            2, handler: "soun", header: box("smhd", long(0), long(0)), entry: entry,
            sizes: Sizes(
                count: 8_000, bytes: 4, ticks: 1, start: start + frames * bytesPerFrame,
                timescale: 8_000),
            shape: (0, 0, 0))
    }

    private struct Sizes {
        var count, bytes, ticks, start, timescale: UInt32
    }

    private func track(
        _ number: UInt32, handler: String, header: [UInt8], entry: [UInt8], sizes: Sizes,
        shape: (width: UInt32, height: UInt32, rotation: Int)
    ) -> [UInt8] {
        let length = sizes.count * sizes.ticks
        let trackHeader = box(
            "tkhd", long(3), long(0), long(0), long(number), long(0), long(frames * ticks),
            zeros(16), matrix(shape.rotation), long(shape.width << 16), long(shape.height << 16))
        let table = box(
            "stbl", box("stsd", long(0), long(1), entry),
            box("stts", long(0), long(1), long(sizes.count), long(sizes.ticks)),
            box("stsc", long(0), long(1), long(1), long(sizes.count), long(1)),
            box("stsz", long(0), long(sizes.bytes), long(sizes.count)),
            box("stco", long(0), long(1), long(sizes.start)))
        let reference = box("dinf", box("dref", long(0), long(1), dataReference))
        return box(
            "trak", trackHeader,
            box(
                "mdia",
                box(
                    "mdhd", long(0), long(0), long(0), long(sizes.timescale), long(length), long(0)),
                box("hdlr", long(0), long(0), text(handler), zeros(12), text("test"), [0]),
                box("minf", header, reference, table)))
    }

    /// Where the frames are: in this file, or what the Alias Manager calls a record, of which libavformat reads the
    /// absolute path (`mov_read_dref`).
    private var dataReference: [UInt8] {
        guard let path = framesElsewhere else { return box("url ", long(1)) }
        let name = text(path)
        // Volume and file of the record, then one pair of a type and a text: 2, the path.
        var record: [UInt8] = zeros(10)
        record += [4] + text("disk") + zeros(23)
        record += zeros(12)
        record += [4] + text("file") + zeros(59)
        record += zeros(16) + zeros(4) + zeros(16)
        record += short(2) + short(UInt32(name.count)) + name
        if name.count % 2 == 1 { record += [0] }
        record += short(0xFFFF) + short(0)
        return box("alis", long(0), record)
    }

    /// The display matrix of a rotation (ISO/IEC 14496-12, 6.2.2), without its shift.
    private func matrix(_ rotation: Int) -> [UInt8] {
        let one: UInt32 = 0x10000
        let minus: UInt32 = 0xFFFF_0000
        let (a, b, c, d): (UInt32, UInt32, UInt32, UInt32) =
            switch rotation {
            case 90: (0, one, minus, 0)
            case 180: (minus, 0, 0, minus)
            case 270: (0, minus, one, 0)
            default: (one, 0, 0, one)
            }
        return [a, b, 0, c, d, 0, 0, 0, 0x4000_0000].flatMap { long($0) }
    }

    private func box(_ kind: String, _ parts: [UInt8]...) -> [UInt8] {
        let body = parts.flatMap { $0 }
        return long(UInt32(body.count + 8)) + text(kind) + body
    }

    private func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
    private func short(_ number: UInt32) -> [UInt8] { long(number).suffix(2) }
    private func long(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
