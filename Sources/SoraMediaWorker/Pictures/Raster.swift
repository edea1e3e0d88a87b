/// A picture in memory: rows of red, green and blue, a byte each.
struct Raster {
    let width: Int
    let height: Int
    /// The bytes from one row to the next; more than the pixels need, for swscale works in steps.
    let stride: Int
    var bytes: [UInt8]

    init(width: Int, height: Int, _ colour: Colour = Colour(0)) {
        self.width = width
        self.height = height
        stride = (width * 3 + 63) / 64 * 64
        bytes = [UInt8](repeating: colour.red, count: stride * height + 64)
        if colour.red != colour.green || colour.red != colour.blue {
            fill(x: 0, y: 0, width: width, height: height, colour)
        }
    }

    /// Turned clockwise by 90, 180 or 270 degrees.
    func turned(by degrees: Int) -> Raster {
        guard [90, 180, 270].contains(degrees) else { return self }
        let isUpright = degrees == 180
        var result = Raster(width: isUpright ? width : height, height: isUpright ? height : width)
        let target = result.stride
        let (width, height, stride) = (width, height, stride)
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe result.bytes.withUnsafeMutableBufferPointer { into in
                for y in 0..<height {
                    var from = y * stride
                    for x in 0..<width {
                        let place =
                            switch degrees {
                            case 90: x * target + (height - 1 - y) * 3
                            case 180: (height - 1 - y) * target + (width - 1 - x) * 3
                            default: (width - 1 - x) * target + y * 3
                            }
                        unsafe into[place] = unsafe source[from]
                        unsafe into[place + 1] = unsafe source[from + 1]
                        unsafe into[place + 2] = unsafe source[from + 2]
                        from += 3
                    }
                }
            }
        }
        return result
    }

    /// Fills a rectangle that is inside.
    mutating func fill(x: Int, y: Int, width: Int, height: Int, _ colour: Colour) {
        guard width > 0, height > 0 else { return }
        let stride = stride
        unsafe bytes.withUnsafeMutableBufferPointer { into in
            for row in y..<y + height {
                var place = row * stride + x * 3
                for _ in 0..<width {
                    unsafe into[place] = colour.red
                    unsafe into[place + 1] = colour.green
                    unsafe into[place + 2] = colour.blue
                    place += 3
                }
            }
        }
    }

    /// Puts a picture there; it has to be inside.
    mutating func put(_ other: Raster, x: Int, y: Int) {
        for row in 0..<other.height {
            let from = row * other.stride
            let place = (y + row) * stride + x * 3
            bytes.replaceSubrange(
                place..<place + other.width * 3, with: other.bytes[from..<from + other.width * 3])
        }
    }

    /// How bright it is on average, and how much its pixels differ (their standard deviation), 0 to 255, by a sample of them.
    var light: (mean: Double, spread: Double) {
        let step = max(1, width * height / 20_000)
        var (sum, squares, count) = (0.0, 0.0, 0.0)
        var place = 0
        while place < width * height {
            let at = place / width * stride + place % width * 3
            // Of ITU-R BT.709.
            let value =
                0.2126 * Double(bytes[at]) + 0.7152 * Double(bytes[at + 1])
                + 0.0722 * Double(bytes[at + 2])
            sum += value
            squares += value * value
            count += 1
            place += step
        }
        let mean = sum / count
        return (mean, max(0, squares / count - mean * mean).squareRoot())
    }
}

/// A colour of red, green and blue.
struct Colour: Hashable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    /// A colour as it is written in CSS: 0xRRGGBB.
    init(_ number: UInt32) {
        red = UInt8(truncatingIfNeeded: number >> 16)
        green = UInt8(truncatingIfNeeded: number >> 8)
        blue = UInt8(truncatingIfNeeded: number)
    }
}
