#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The picture of a clip: its number in a dial, around which a dot runs once a second.
///
/// One second is a loop without a seam, so the encoder works for one second only.
struct Scene {
    private let clip: Clip
    private let background: Canvas
    private let size: PixelSize

    /// Draws what does not move.
    ///
    /// - Parameters:
    ///   - clip: what to show.
    ///   - size: the size of the picture, which need not be the clip's.
    ///   - space: the colours of the encoder.
    /// - Throws: `SimulatorError.rendering` when there is no memory.
    init(_ clip: Clip, size: PixelSize, space: ColourSpace) throws(SimulatorError) {
        self.clip = clip
        self.size = size
        background = try Canvas(size, space: space)
        drawGradient()
        drawDial()
        drawNumber()
        drawCaptions()
    }

    /// Draws the picture of a moment onto a canvas of the same size and colours.
    ///
    /// - Parameters:
    ///   - canvas: what to draw on.
    ///   - moment: the part of the second that is over, 0 to 1.
    func draw(on canvas: Canvas, at moment: Double) {
        canvas.copy(background)
        for step in (0..<9).reversed() {
            let angle = (moment - Double(step) * 0.022 - 0.25) * 2 * Double.pi
            let fading = 1 - Double(step) / 9
            canvas.disc(
                x: centreX + dial * cos(angle), y: centreY + dial * sin(angle),
                radius: dial * (0.035 + 0.05 * fading),
                colour(
                    shift: 0.5, saturation: 0.55 - 0.35 * fading, brightness: 0.45 + 0.55 * fading))
        }
    }

    private var short: Double { Double(min(size.width, size.height)) }
    private var centreX: Double { Double(size.width) / 2 }
    private var centreY: Double { Double(size.height) / 2 }
    /// The radius of the circle on which the dot runs.
    private var dial: Double { short * 0.33 }

    /// Neighbours differ most: the golden ratio spreads numbers evenly around the circle.
    private var hue: Double { Double(clip.number) * 0.618_034 + clip.fraction(0) * 0.2 }

    private func colour(shift: Double, saturation: Double, brightness: Double) -> Colour {
        background.space.colour(
            hue: (hue + shift).truncatingRemainder(dividingBy: 1),
            saturation: saturation, brightness: brightness)
    }

    private func drawGradient() {
        let bands = min(size.height / 2, 96)
        let height = Double(size.height) / Double(bands)
        for band in 0..<bands {
            let way = Double(band) / Double(bands)
            let shade = colour(
                shift: 0.12 * way, saturation: 0.55 + 0.25 * way, brightness: 0.72 - 0.42 * way)
            background.fill(
                x: 0, y: Double(band) * height, width: Double(size.width), height: height + 2,
                shade)
        }
    }

    private func drawDial() {
        let ring = colour(shift: 0.06, saturation: 0.4, brightness: 0.85)
        let face = colour(shift: 0.06, saturation: 0.75, brightness: 0.22)
        background.disc(x: centreX, y: centreY, radius: dial * 1.02, ring)
        background.disc(x: centreX, y: centreY, radius: dial * 0.98, face)
        for tick in 0..<12 {
            let angle = Double(tick) * Double.pi / 6
            background.disc(
                x: centreX + dial * 0.84 * cos(angle), y: centreY + dial * 0.84 * sin(angle),
                radius: dial * (tick.isMultiple(of: 3) ? 0.022 : 0.012), ring)
        }
    }

    private func drawNumber() {
        let text = String(clip.number)
        let columns = Double(text.count * 6 - 1)
        let dot = min(dial * 1.2 / columns, dial * 0.9 / 7)
        let white = colour(shift: 0, saturation: 0.04, brightness: 1)
        draw(text, dot: dot, middle: centreY, white)
    }

    private func drawCaptions() {
        let pale = colour(shift: 0.06, saturation: 0.12, brightness: 0.97)
        let tenths = (clip.milliseconds + 50) / 100
        let length = tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        let dot = short * 0.0072
        let distance = (dial + centreY) / 2 + dial * 0.06
        draw("REHEARSAL", dot: dot, middle: centreY - distance, pale)
        draw("\(clip.size) \(length)s", dot: dot, middle: centreY + distance, pale)
    }

    /// Draws a line of text, centred, of square dots; neighbours in a row are one rectangle.
    private func draw(_ text: String, dot: Double, middle: Double, _ colour: Colour) {
        // Whole pixels leave no seams between the rows.
        let dot = max(1, dot.rounded())
        let left = (centreX - Double(text.count * 6 - 1) * dot / 2).rounded()
        let top = (middle - 3.5 * dot).rounded()
        for (place, character) in text.enumerated() {
            for (row, bits) in BitmapFont.rows(of: character).enumerated() {
                var column = 0
                while column < BitmapFont.width {
                    let length = (bits << (column + 3)).leadingOnes
                    background.fill(
                        x: left + Double(place * 6 + column) * dot, y: top + Double(row) * dot,
                        width: Double(length) * dot, height: dot, colour)
                    column += length + 1
                }
            }
        }
    }
}

extension UInt8 {
    /// How many of the highest bits are set without a gap.
    fileprivate var leadingOnes: Int { (~self).leadingZeroBitCount }
}
