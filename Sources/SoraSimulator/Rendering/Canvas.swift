import CAVFormat

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A picture in planar 4:2:0 to draw on; owns its `AVFrame`.
///
/// Everything is drawn as horizontal runs by `memset`, which is fast even in a debug build.
@safe final class Canvas {
    let size: PixelSize
    let space: ColourSpace
    private let storage: UnsafeMutablePointer<AVFrame>

    /// Makes an empty picture.
    ///
    /// - Throws: `SimulatorError.rendering` when there is no memory for it.
    init(_ size: PixelSize, space: ColourSpace) throws(SimulatorError) {
        self.size = size
        self.space = space
        guard let frame = unsafe av_frame_alloc() else {
            throw .rendering(step: "picture", reason: "no memory")
        }
        unsafe storage = unsafe frame
        unsafe frame.pointee.width = Int32(size.width)
        unsafe frame.pointee.height = Int32(size.height)
        unsafe frame.pointee.format =
            (space == .jpeg ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P).rawValue
        let result = unsafe av_frame_get_buffer(frame, 0)
        if result < 0 { throw .media("picture", result) }
    }

    deinit {
        var frame: UnsafeMutablePointer<AVFrame>? = unsafe storage
        unsafe av_frame_free(&frame)
    }

    /// The frame, for the time of a call into an encoder.
    func withFrame<Result>(
        _ body: (UnsafeMutablePointer<AVFrame>) throws(SimulatorError) -> Result
    ) throws(SimulatorError) -> Result {
        try unsafe body(storage)
    }

    /// Takes over another picture of the same size, and becomes writable if an encoder holds it.
    func copy(_ other: Canvas) {
        unsafe av_frame_make_writable(storage)
        unsafe av_frame_copy(storage, other.storage)
    }

    /// Draws a picture into this one, its upper left corner at an even place.
    func paste(_ other: Canvas, x: Int, y: Int) {
        for plane in 0..<3 {
            let shift = plane == 0 ? 0 : 1
            let width = min(other.size.width, size.width - x) >> shift
            for row in 0..<(min(other.size.height, size.height - y) >> shift) {
                let target = unsafe line(plane, row + (y >> shift)) + (x >> shift)
                unsafe memcpy(target, other.line(plane, row), width)
            }
        }
    }

    /// Fills a rectangle, cut at the edges; places are in pixels and may have fractions.
    func fill(x: Double, y: Double, width: Double, height: Double, _ colour: Colour) {
        for row in Int(y.rounded())..<max(Int(y.rounded()), Int((y + height).rounded())) {
            run(luma: row, from: x, to: x + width, colour.y)
        }
        let upper = Int((y / 2).rounded())
        for row in upper..<max(upper, Int(((y + height) / 2).rounded())) {
            run(chroma: row, from: x / 2, to: (x + width) / 2, colour)
        }
    }

    /// Fills a disc, with smooth edges in luma.
    func disc(x: Double, y: Double, radius: Double, _ colour: Colour) {
        for row in Int((y - radius).rounded(.down))...Int((y + radius).rounded(.up)) {
            let distance = Double(row) + 0.5 - y
            let half = (radius * radius - distance * distance).squareRoot()
            if half.isNaN { continue }
            run(luma: row, from: x - half, to: x + half, colour.y)
        }
        let (x, y, radius) = (x / 2, y / 2, radius / 2)
        for row in Int((y - radius).rounded(.down))...Int((y + radius).rounded(.up)) {
            let distance = Double(row) + 0.5 - y
            let half = (radius * radius - distance * distance).squareRoot()
            if half.isNaN { continue }
            run(chroma: row, from: x - half, to: x + half, colour)
        }
    }

    /// Fills a run of one row of luma; the pixels at its ends are mixed by how much they cover.
    private func run(luma row: Int, from start: Double, to end: Double, _ value: UInt8) {
        guard row >= 0, row < size.height else { return }
        let start = max(0, start)
        let end = min(Double(size.width), end)
        guard start < end else { return }
        let (first, last) = (Int(start.rounded(.up)), Int(end.rounded(.down)))
        let line = unsafe line(0, row)
        if first < last { unsafe memset(line + first, Int32(value), last - first) }
        func mix(_ column: Int, _ share: Double) {
            guard share > 0, column < size.width else { return }
            let under = unsafe Double(line[column])
            unsafe line[column] = UInt8(under + (Double(value) - under) * share)
        }
        if first <= last {
            mix(first - 1 < 0 ? 0 : first - 1, Double(first) - start)
            mix(last, end - Double(last))
        } else {
            mix(last, end - start)
        }
    }

    private func run(chroma row: Int, from start: Double, to end: Double, _ colour: Colour) {
        guard row >= 0, row < size.height / 2 else { return }
        let first = max(0, Int(start.rounded()))
        let last = min(size.width / 2, Int(end.rounded()))
        guard first < last else { return }
        unsafe memset(line(1, row) + first, Int32(colour.u), last - first)
        unsafe memset(line(2, row) + first, Int32(colour.v), last - first)
    }

    /// The first byte of a row of a plane.
    private func line(_ plane: Int, _ row: Int) -> UnsafeMutablePointer<UInt8> {
        let frame = unsafe storage.pointee
        let (data, stride) =
            switch plane {
            case 0: unsafe (frame.data.0, frame.linesize.0)
            case 1: unsafe (frame.data.1, frame.linesize.1)
            default: unsafe (frame.data.2, frame.linesize.2)
            }
        // av_frame_get_buffer has filled all three planes of this format.
        guard let data = unsafe data else { preconditionFailure("a plane is missing") }
        return unsafe data + row * Int(stride)
    }
}
