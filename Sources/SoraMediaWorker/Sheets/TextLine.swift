/// A line of text, ready to be drawn.
struct TextLine {
    /// A glyph of a font and where it stands, in 64ths of a pixel from the start of the line.
    struct Glyph {
        let font: Int
        let glyph: UInt32
        let x: Int
        let y: Int
    }

    /// From left to right.
    var glyphs: [Glyph] = []
    /// In 64ths of a pixel.
    var width = 0
    /// Whether it belongs to the right edge.
    var isRightToLeft = false
}

/// A letter as a reader sees it, with the marks on it, or an emoji of several parts.
struct TextUnit {
    let letters: [UInt32]
    let font: Int
    let script: UInt32
    var level: Int8 = 0
    var isSpace = false
    /// Whether a line may end behind it.
    var mayEndLine = false
    /// In 64ths of a pixel.
    var advance = 0
}
