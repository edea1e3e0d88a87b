import CText

/// Sets texts in lines: chooses fonts, shapes letters, wraps, and orders what runs to the left.
final class TextSetter {
    let fonts: FontCase
    /// The letters that no font shows; boxes stand for them.
    var unshown: Set<UInt32> = []

    init(_ fonts: FontCase) {
        self.fonts = fonts
    }

    /// The lines of a text.
    ///
    /// - Parameters:
    ///   - text: the text, without line breaks.
    ///   - size: the size of its letters in pixels.
    ///   - isBold: whether they are bold.
    ///   - width: the longest line in pixels.
    ///   - most: how many lines at most; what is left over shows itself as an ellipsis.
    /// - Returns: the lines, from the first on.
    func lines(
        _ text: String, size: Double, isBold: Bool = false, width: Int, lines most: Int = 1
    ) -> [TextLine] {
        let size = Int32((size * 64).rounded())
        let room = width * 64
        var (units, isRightToLeft) = self.units(text, isBold: isBold)
        measure(&units, size)
        var lines: [TextLine] = []
        var rest = units[...]
        while let first = rest.first, lines.count < most {
            if first.isSpace {
                rest.removeFirst()
                continue
            }
            let end = self.end(of: rest, room)
            var line = Array(rest[..<end])
            if end < rest.endIndex, lines.count + 1 == most {
                line = ending(Array(rest), room, size, isBold: isBold, level: isRightToLeft ? 1 : 0)
            }
            while line.last?.isSpace == true { line.removeLast() }
            lines.append(set(line, size, isRightToLeft))
            rest = rest[end...]
        }
        return lines
    }

    /// Where the first line of them ends.
    private func end(of units: ArraySlice<TextUnit>, _ room: Int) -> Int {
        var width = 0
        var best: Int?
        for index in units.indices {
            width += units[index].advance
            // Spaces at the end of a line take no room.
            if width > room, !units[index].isSpace {
                return best ?? max(index, units.startIndex + 1)
            }
            if units[index].mayEndLine { best = index + 1 }
        }
        return units.endIndex
    }

    /// As many of them as there is room for before an ellipsis, with it.
    private func ending(
        _ units: [TextUnit], _ room: Int, _ size: Int32, isBold: Bool, level: Int8
    ) -> [TextUnit] {
        var mark = self.units("…", isBold: isBold).units
        for index in mark.indices { mark[index].level = level }
        measure(&mark, size)
        var width = mark.reduce(0) { $0 + $1.advance }
        var line: [TextUnit] = []
        for unit in units {
            width += unit.advance
            if width > room { break }
            line.append(unit)
        }
        // At the end of a word letters may have other shapes than within it, and be wider.
        while let last = line.last,
            last.isSpace || set(line + mark, size, level == 1).width > room
        {
            line.removeLast()
        }
        return line + mark
    }

    /// Finds how wide each is, as part of its run.
    private func measure(_ units: inout [TextUnit], _ size: Int32) {
        for run in runs(units) {
            var owners: [Int] = []
            for index in run { owners += units[index].letters.map { _ in index } }
            for glyph in shape(units[run], size) {
                let owner = owners[min(max(0, Int(glyph.cluster)), owners.count - 1)]
                units[owner].advance += Int(glyph.advance)
            }
        }
    }

    /// The parts that are shaped as one: of the same font, script and direction.
    private func runs(_ units: [TextUnit]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for index in units.indices.dropFirst() {
            let (left, right) = (units[index - 1], units[index])
            if left.font != right.font || left.script != right.script || left.level != right.level {
                runs.append(start..<index)
                start = index
            }
        }
        if !units.isEmpty { runs.append(start..<units.count) }
        return runs
    }

    private func shape(_ units: ArraySlice<TextUnit>, _ size: Int32) -> [sora_glyph] {
        guard let first = units.first else { return [] }
        let letters = units.flatMap(\.letters)
        var glyphs = [sora_glyph](repeating: sora_glyph(), count: letters.count * 4 + 16)
        let count = unsafe sora_font_shape(
            fonts.text, fonts.fonts[first.font].pointer, size, letters, Int32(letters.count),
            first.level % 2 == 0 ? 0 : 1, first.script, &glyphs, Int32(glyphs.count))
        return Array(glyphs.prefix(Int(count)))
    }

    /// A line of them, from left to right (Unicode Standard Annex 9, L2).
    private func set(_ units: [TextUnit], _ size: Int32, _ isRightToLeft: Bool) -> TextLine {
        var order = runs(units)
        let levels = order.map { units[$0.lowerBound].level }
        var placed = zip(order, levels).map { (run: $0, level: $1) }
        if let highest = levels.max(), highest > 0 {
            for level in stride(from: highest, through: 1, by: -1) {
                var start = 0
                while start < placed.count {
                    guard placed[start].level >= level else {
                        start += 1
                        continue
                    }
                    var end = start
                    while end < placed.count, placed[end].level >= level { end += 1 }
                    placed[start..<end].reverse()
                    start = end
                }
            }
        }
        order = placed.map(\.run)
        var line = TextLine(isRightToLeft: isRightToLeft)
        for run in order {
            for glyph in shape(units[run], size) {
                line.glyphs.append(
                    TextLine.Glyph(
                        font: units[run.lowerBound].font, glyph: glyph.glyph,
                        x: line.width + Int(glyph.x), y: Int(glyph.y)))
                line.width += Int(glyph.advance)
            }
        }
        return line
    }
}
