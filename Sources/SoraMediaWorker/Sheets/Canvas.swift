import CText

/// A sheet that is being drawn.
struct Canvas {
    private(set) var raster: Raster
    private let fonts: FontCase

    /// A rectangle of pixels.
    struct Area {
        var x: Int
        var y: Int
        var width: Int
        var height: Int
    }

    init(width: Int, height: Int, _ colour: Colour, _ fonts: FontCase) {
        raster = Raster(width: width, height: height, colour)
        self.fonts = fonts
    }

    mutating func fill(_ area: Area, _ colour: Colour) {
        raster.fill(x: area.x, y: area.y, width: area.width, height: area.height, colour)
    }

    mutating func put(_ picture: Raster, x: Int, y: Int) { raster.put(picture, x: x, y: y) }

    /// Lays a colour over one pixel; 255 covers it.
    private mutating func lay(_ colour: Colour, _ opacity: Int, x: Int, y: Int) {
        let place = y * raster.stride + x * 3
        let rest = 255 - opacity
        func mixed(_ new: UInt8, _ old: UInt8) -> UInt8 {
            UInt8((Int(new) * opacity + Int(old) * rest + 127) / 255)
        }
        raster.bytes[place] = mixed(colour.red, raster.bytes[place])
        raster.bytes[place + 1] = mixed(colour.green, raster.bytes[place + 1])
        raster.bytes[place + 2] = mixed(colour.blue, raster.bytes[place + 2])
    }

    /// How much of a pixel a disc covers, 0 to 255.
    private static func cover(_ dx: Double, _ dy: Double, _ radius: Double) -> Int {
        let distance = (dx * dx + dy * dy).squareRoot()
        return Int((min(1, max(0, radius - distance + 0.5)) * 255).rounded())
    }

    /// A disc.
    mutating func disc(x: Double, y: Double, radius: Double, _ colour: Colour) {
        for row in Int(y - radius - 1)...Int(y + radius + 1) {
            for column in Int(x - radius - 1)...Int(x + radius + 1) {
                let opacity = Self.cover(
                    Double(column) + 0.5 - x, Double(row) + 0.5 - y, radius)
                if opacity > 0, (0..<raster.width).contains(column),
                    (0..<raster.height).contains(row)
                {
                    lay(colour, opacity, x: column, y: row)
                }
            }
        }
    }

    /// Rounds the corners of what is there by the colour around it.
    mutating func round(_ area: Area, radius: Int, _ around: Colour) {
        let r = Double(radius)
        for dy in 0..<radius {
            for dx in 0..<radius {
                let opacity =
                    255 - Self.cover(r - Double(dx) - 0.5, r - Double(dy) - 0.5, r)
                guard opacity > 0 else { continue }
                let (left, right) = (area.x + dx, area.x + area.width - 1 - dx)
                let (top, bottom) = (area.y + dy, area.y + area.height - 1 - dy)
                for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
                    lay(around, opacity, x: x, y: y)
                }
            }
        }
    }

    /// Stripes over an area, as for what is not there.
    mutating func hatch(_ area: Area, step: Int, _ colour: Colour) {
        let width = max(1, step / 6)
        for row in 0..<area.height {
            for column in 0..<area.width where (row + column) % step < width {
                lay(colour, 255, x: area.x + column, y: area.y + row)
            }
        }
    }

    /// Writes a line of text; nothing of it leaves the area.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - size: the size of its letters in pixels.
    ///   - x: where it begins.
    ///   - baseline: what its letters stand on.
    ///   - colour: the colour of what has none of its own.
    ///   - area: where it may be.
    mutating func write(
        _ line: TextLine, size: Double, x: Int, baseline: Int, _ colour: Colour, within area: Area
    ) {
        let size = Int32((size * 64).rounded())
        for glyph in line.glyphs {
            let font = fonts.fonts[glyph.font]
            let exact = x * 64 + glyph.x
            var drawing = unsafe sora_drawing()
            guard
                unsafe sora_font_draw(
                    fonts.text, font.pointer, size, glyph.glyph, Int32(exact & 63), &drawing) == 0
            else { continue }
            let origin = (x: exact >> 6, y: baseline - (glyph.y + 32) >> 6)
            if unsafe drawing.is_colour != 0 || drawing.scale != 1 {
                unsafe paint(drawing, at: origin, area)
            } else {
                unsafe ink(drawing, at: origin, colour, area)
            }
        }
    }

    /// A glyph that is a shape.
    private mutating func ink(
        _ drawing: sora_drawing, at origin: (x: Int, y: Int), _ colour: Colour, _ area: Area
    ) {
        let left = unsafe origin.x + Int(drawing.left)
        let top = unsafe origin.y - Int(drawing.top)
        for row in unsafe 0..<Int(drawing.height) {
            guard (area.y..<area.y + area.height).contains(top + row) else { continue }
            for column in unsafe 0..<Int(drawing.width) {
                let opacity = unsafe Int(drawing.bytes[row * Int(drawing.stride) + column])
                guard opacity > 0, (area.x..<area.x + area.width).contains(left + column) else {
                    continue
                }
                lay(colour, opacity, x: left + column, y: top + row)
            }
        }
    }

    /// A glyph that is a picture: each pixel is the average of those that fall on it.
    private mutating func paint(
        _ drawing: sora_drawing, at origin: (x: Int, y: Int), _ area: Area
    ) {
        guard unsafe drawing.is_colour != 0, unsafe drawing.scale > 0.01 else { return }
        let scale = Double(unsafe drawing.scale)
        let (wide, high) = unsafe (Int(drawing.width), Int(drawing.height))
        let left = origin.x + Int((unsafe Double(drawing.left) * scale).rounded())
        let top = origin.y - Int((unsafe Double(drawing.top) * scale).rounded())
        for row in 0..<Int((Double(high) * scale).rounded(.up)) {
            for column in 0..<Int((Double(wide) * scale).rounded(.up)) {
                let (x, y) = (left + column, top + row)
                guard (area.x..<area.x + area.width).contains(x),
                    (area.y..<area.y + area.height).contains(y)
                else { continue }
                var sums = [0, 0, 0, 0]
                var count = 0
                let rows = Int(Double(row) / scale)..<min(high, Int(Double(row + 1) / scale) + 1)
                let columns =
                    Int(Double(column) / scale)..<min(wide, Int(Double(column + 1) / scale) + 1)
                for line in rows {
                    for place in columns {
                        let at = unsafe line * Int(drawing.stride) + place * 4
                        for part in 0..<4 { unsafe sums[part] += Int(drawing.bytes[at + part]) }
                        count += 1
                    }
                }
                guard count > 0 else { continue }
                let opacity = sums[3] / count
                let at = y * raster.stride + x * 3
                // Already multiplied by their opacity.
                for (part, sum) in [sums[2], sums[1], sums[0]].enumerated() {
                    let old = Int(raster.bytes[at + part]) * (255 - opacity) / 255
                    raster.bytes[at + part] = UInt8(min(255, sum / count + old))
                }
            }
        }
    }
}
