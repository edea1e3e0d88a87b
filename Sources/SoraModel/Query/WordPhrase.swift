/// Words that have to stand one behind the other in a text, in any case.
///
/// A word is a run of letters and digits; everything else divides words. In scripts that put no spaces
/// between words each letter counts as a word, so that a part of a sentence can be found.
package struct WordPhrase: Hashable, Sendable {
    /// The words in lower case; at least one.
    package let words: [String]
    /// Whether the last word may go on: `fox` then stands in "foxes" too.
    package let isPrefix: Bool

    /// The words of a text, or `nil` where it has neither a letter nor a digit.
    package init?(_ text: String, isPrefix: Bool = false) {
        let words = Self.words(of: text)
        if words.isEmpty { return nil }
        self.words = words
        self.isPrefix = isPrefix
    }

    /// The words with a space between them, and a star behind them where the last may go on.
    package var text: String { words.joined(separator: " ") + (isPrefix ? "*" : "") }

    /// The phrase of `text`.
    package init?(written text: String) {
        self.init(text, isPrefix: text.hasSuffix("*"))
    }

    /// Whether the words stand in a text, one behind the other.
    package func occurs(in text: String) -> Bool {
        let found = Self.words(of: text)
        guard found.count >= words.count else { return false }
        let last = words.count - 1
        return (0...(found.count - words.count)).contains { start in
            found[start..<(start + last)].elementsEqual(words[..<last])
                && (isPrefix
                    ? found[start + last].hasPrefix(words[last])
                    : found[start + last] == words[last])
        }
    }

    /// The same for a phrase and a text that are ASCII, without making any words.
    ///
    /// - Parameters:
    ///   - phrase: the bytes of `text`.
    ///   - text: the bytes of the text.
    /// - Returns: whether it occurs; `nil` where either has other letters, and has to be read in full.
    package static func asciiOccurs(_ phrase: RawSpan, in text: RawSpan) -> Bool? {
        guard isASCII(phrase), isASCII(text) else { return nil }
        var start = 0
        var isInside = false
        while start < text.byteCount {
            let byte = text.unsafeByte(start)
            if !isWordByte(byte) {
                isInside = false
            } else if !isInside {
                isInside = true
                if matches(phrase, text, from: start) { return true }
            }
            start += 1
        }
        return false
    }

    private static func matches(_ phrase: RawSpan, _ text: RawSpan, from start: Int) -> Bool {
        var place = start
        for index in 0..<phrase.byteCount {
            let wanted = phrase.unsafeByte(index)
            if wanted == UInt8(ascii: "*") {
                return true
            } else if wanted == 0x20 {
                // Whatever divides the words divides them: at least one byte that is of none.
                guard place < text.byteCount, !isWordByte(text.unsafeByte(place)) else {
                    return false
                }
                while place < text.byteCount, !isWordByte(text.unsafeByte(place)) { place += 1 }
            } else {
                guard place < text.byteCount, lower(text.unsafeByte(place)) == wanted else {
                    return false
                }
                place += 1
            }
        }
        return place == text.byteCount || !isWordByte(text.unsafeByte(place))
    }

    private static func isASCII(_ text: RawSpan) -> Bool {
        for index in 0..<text.byteCount where text.unsafeByte(index) >= 0x80 { return false }
        return true
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
    }

    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for character in text.lowercased() {
            if !character.isLetter, !character.isNumber {
                end()
            } else if character.unicodeScalars.first.map(SpacedLetters.contains) == true {
                end()
                words.append(String(character))
            } else {
                word.append(character)
            }
        }
        end()
        return words
    }
}

extension RawSpan {
    /// The byte at an offset.
    fileprivate func unsafeByte(_ offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
