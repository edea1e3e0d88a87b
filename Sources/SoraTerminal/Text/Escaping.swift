/// Makes text of unknown origin safe to show in a terminal.
///
/// Control characters make a terminal act (colours, titles, keys typed back), and format
/// characters make text read other than it is ("Trojan Source", CVE-2021-42574).
package enum Escaping {
    /// The text on one line: line breaks and tabs are shown as `\n` and `\t`.
    package static func oneLine(_ text: String) -> String { escaped(text, keepingLines: false) }

    /// The text with its line feeds and tabs, everything else that acts shown as an escape.
    package static func lines(_ text: String) -> String { escaped(text, keepingLines: true) }

    private static func escaped(_ text: String, keepingLines: Bool) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if keepingLines, scalar == "\n" || scalar == "\t" {
                result.unicodeScalars.append(scalar)
            } else if isActive(scalar) {
                result += escape(of: scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a terminal or a reader could be made to see something else by it: controls (C0, DEL, C1),
    /// format characters (directions, joiners, tags), and the line and paragraph separators.
    static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0xad: true
        // No format character lies in Latin, Greek, Cyrillic, Kana, Han or Hangul.
        case 0x20..<0x600, 0x3000..<0xd800: false
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }

    private static func escape(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\r": return "\\r"
        default:
            let digits = String(scalar.value, radix: 16)
            if scalar.value > 0x7f { return "\\u{\(digits)}" }
            return digits.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
        }
    }
}
