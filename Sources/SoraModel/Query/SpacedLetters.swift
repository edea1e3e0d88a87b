/// Sets the letters of scripts that put no spaces between words apart, so that each counts as a word.
///
/// Chinese, Japanese, Thai, Lao, Burmese and Khmer are written so. A part of a sentence is then found as a
/// phrase of its letters, whichever words a dictionary would cut it into.
package enum SpacedLetters {
    /// Whether a letter is of a script that puts no spaces between words.
    package static func contains(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x0E00 else { return false }
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
            return true
        default: return false
        }
    }

    /// Whether a text may have such letters: all of them begin with a byte of three or more.
    package static func mayOccur(in text: RawSpan) -> Bool {
        for index in 0..<text.byteCount
        where unsafe text.unsafeLoad(fromByteOffset: index, as: UInt8.self) >= 0xE0 {
            return true
        }
        return false
    }

    /// The text with a space on both sides of each such letter.
    package static func spaced(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0xE0 }) else { return text }
        var spaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if contains(scalar) {
                spaced.append(" ")
                spaced.append(scalar)
                spaced.append(" ")
            } else {
                spaced.append(scalar)
            }
        }
        return String(spaced)
    }
}
