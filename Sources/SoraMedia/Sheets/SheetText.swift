/// Makes texts of unknown origin fit to be drawn on one line after the other.
package enum SheetText {
    /// A text without line breaks and without what acts on other letters than its own.
    ///
    /// Controls are shown as what Unicode has for them (`␛`), directions and other invisible formats are left out;
    /// what joins letters stays, for emoji and scripts are made with it.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - limit: the most letters that are kept.
    /// - Returns: what is drawn.
    package static func plain(_ text: String, limit: Int = 600) -> String {
        var result = ""
        var isSpaced = true
        for scalar in text.unicodeScalars.prefix(limit * 2) {
            if result.unicodeScalars.count >= limit { break }
            guard let shown = shown(scalar) else { continue }
            if shown == " ", isSpaced { continue }
            isSpaced = shown == " "
            result.unicodeScalars.append(shown)
        }
        if result.last == " " { result.removeLast() }
        return result
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029: return " "
        case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value)
        case 0x7F: return "\u{2421}"
        case 0x80..<0xA0: return "\u{FFFD}"
        case 0x200C, 0x200D: return scalar
        default: break
        }
        switch scalar.properties.generalCategory {
        case .format, .control: return nil
        case .spaceSeparator: return " "
        case .privateUse, .unassigned: return "\u{FFFD}"
        default: return scalar
        }
    }
}
