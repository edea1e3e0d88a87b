/// A colour as the encoders take it: luma and two chroma differences.
struct Colour {
    var y: UInt8
    var u: UInt8
    var v: UInt8
}

/// How red, green and blue become luma and chroma.
enum ColourSpace {
    /// Of video: ITU-R BT.709, luma 16 to 235.
    case video
    /// Of WebP: ITU-R BT.601, luma 16 to 235.
    case webP
    /// Of JPEG: ITU-R BT.601, the full range.
    case jpeg

    /// A colour of a hue (0 to 1, around the circle), saturation and brightness (0 to 1).
    func colour(hue: Double, saturation: Double, brightness: Double) -> Colour {
        func channel(_ offset: Double) -> Double {
            let k = (offset + hue * 6).truncatingRemainder(dividingBy: 6)
            return brightness * (1 - saturation * max(0, min(k, 4 - k, 1)))
        }
        let (red, green, blue) = (channel(5), channel(3), channel(1))
        let (kr, kb) = self == .video ? (0.2126, 0.0722) : (0.299, 0.114)
        let luma = kr * red + (1 - kr - kb) * green + kb * blue
        let (base, scale, chroma) = self == .jpeg ? (0.0, 255.0, 255.0) : (16.0, 219.0, 224.0)
        return Colour(
            y: UInt8((base + scale * luma).rounded()),
            u: UInt8(min(255, (128 + chroma * (blue - luma) / (2 - 2 * kb)).rounded())),
            v: UInt8(min(255, (128 + chroma * (red - luma) / (2 - 2 * kr)).rounded())))
    }
}
