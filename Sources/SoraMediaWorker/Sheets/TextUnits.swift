import CText

extension TextSetter {
    /// The letters of a text with their fonts, scripts and directions, and where lines may end.
    func units(_ text: String, isBold: Bool) -> (units: [TextUnit], isRightToLeft: Bool) {
        let characters = Array(text)
        let letters = characters.flatMap { $0.unicodeScalars.map(\.value) }
        var levels = [Int8](repeating: 0, count: letters.count)
        let isRightToLeft =
            unsafe sora_text_levels(fonts.text, letters, Int32(letters.count), &levels) == 1
        var units: [TextUnit] = []
        var place = 0
        var (font, script) = (fonts.regular[0], UInt32(sora_script_latin()))
        for (index, character) in characters.enumerated() {
            let scalars = Array(character.unicodeScalars)
            let own = unsafe sora_letter_script(fonts.text, scalars[0].value)
            let isShared = sora_script_is_shared(own) != 0
            font = choose(for: scalars, isBold: isBold, after: isShared ? font : nil)
            if !isShared { script = own }
            var unit = TextUnit(letters: scalars.map(\.value), font: font, script: script)
            unit.level = levels[place]
            unit.isSpace = character == " "
            unit.mayEndLine = mayEnd(
                character, before: index + 1 < characters.count ? characters[index + 1] : nil)
            units.append(unit)
            place += scalars.count
        }
        return (units, isRightToLeft)
    }

    /// The font that shows a letter with all that belongs to it.
    private func choose(
        for scalars: [Unicode.Scalar], isBold: Bool, after previous: Int?
    ) -> Int {
        let texts = isBold ? fonts.bold + fonts.regular : fonts.regular
        let isPicture =
            scalars.contains { $0.value == 0xFE0F }
            || scalars[0].properties.isEmojiPresentation
                && !scalars.contains { $0.value == 0xFE0E }
        var order = isPicture ? fonts.colour + texts : texts + fonts.colour
        // What belongs to no script keeps to the font before it, so that words and their marks agree.
        if let previous, !isPicture, !fonts.fonts[previous].isColour {
            order.insert(previous, at: 0)
        }
        let needed = scalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
        func shows(_ font: Int, _ scalar: Unicode.Scalar) -> Bool {
            unsafe sora_font_has(fonts.text, fonts.fonts[font].pointer, scalar.value) != 0
        }
        if let whole = order.first(where: { font in needed.allSatisfy { shows(font, $0) } }) {
            return whole
        }
        if let first = needed.first, let some = order.first(where: { shows($0, first) }) {
            return some
        }
        for scalar in needed { unshown.insert(scalar.value) }
        return texts[0]
    }

    /// Whether a line may end between two letters: behind spaces and hyphens, and around those of scripts that are
    /// written without spaces, but not before what closes or behind what opens.
    private func mayEnd(_ left: Character, before right: Character?) -> Bool {
        guard let right, right != " " else { return false }
        if left == " " { return true }
        if left == "-" || left == "\u{2013}" || left == "\u{2014}" || left == "/" {
            return right.isLetter
        }
        guard Self.isWide(left) || Self.isWide(right) else { return false }
        return !"、。，．：；！？）」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]}.,:;!?…".contains(right)
            && !"（「『【〈《〔([{".contains(left)
    }

    /// Whether it is of a script without spaces.
    private static func isWide(_ character: Character) -> Bool {
        guard let value = character.unicodeScalars.first?.value else { return false }
        return (0x2E80...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value)
            || (0xFF00...0xFF60).contains(value) || (0x20000...0x3FFFF).contains(value)
            || (0x0E00...0x0EFF).contains(value) || (0x1000...0x109F).contains(value)
            || (0x1780...0x17FF).contains(value)
    }
}
