#if canImport(Darwin)
    import Foundation
#else
    @_spi(_Unicode) import Swift
#endif

/// Makes text of unknown origin fit to be a part of a file's name.
enum NameText {
    /// The most bytes that one field gives to a name.
    static let longestField = 120

    /// The text on one line: composed (NFC), without slashes, and without characters that control
    /// or are not seen.
    ///
    /// - Parameter text: any text.
    /// - Returns: a text that holds no separator of paths, no control and no mark of direction.
    static func cleaned(_ text: String) -> String {
        if let plain = PlainName.cleaned(text) { return cut(plain, to: longestField) }
        var result = ""
        var hasSpace = false
        for scalar in composed(text).unicodeScalars {
            if scalar.properties.isWhitespace {
                hasSpace = true
                continue
            }
            guard !isHidden(scalar) else { continue }
            if hasSpace, !result.isEmpty { result += " " }
            hasSpace = false
            result.unicodeScalars.append(scalar == "/" || scalar == "\\" ? "-" : scalar)
        }
        return cut(result, to: longestField)
    }

    /// The letters and digits of the text, in lower case, with `-` between the words.
    static func slug(_ text: String) -> String {
        if let plain = PlainName.slug(text) { return trimmed(cut(plain, to: longestField)) }
        var result = ""
        var isApart = false
        for scalar in composed(text.lowercased()).unicodeScalars {
            guard isPartOfWord(scalar) else {
                // An apostrophe and marks that are not seen do not part a word.
                if scalar != "'" && scalar != "\u{2019}" && !isHidden(scalar)
                    || scalar.properties.isWhitespace
                {
                    isApart = true
                }
                continue
            }
            if isApart, !result.isEmpty { result += "-" }
            isApart = false
            result.unicodeScalars.append(scalar)
        }
        return trimmed(cut(result, to: longestField))
    }

    /// The first words of a text: eight at most, and 60 characters.
    static func firstWords(_ text: String) -> String {
        if let plain = PlainName.firstWords(text) { return plain }
        let words = text.prefix(2_000).split(omittingEmptySubsequences: true) { $0.isWhitespace }
        var result = ""
        for word in words.prefix(8) {
            guard result.isEmpty || result.count + word.count < 60 else { break }
            result += (result.isEmpty ? "" : " ") + word.prefix(60)
        }
        return result
    }

    /// A whole name without its extension: what a shell, Windows or a listing would take amiss is
    /// taken away, and it is never empty.
    static func stem(_ text: String, longest: Int) -> String {
        var stem = trimmed(cut(trimmed(text), to: longest))
        if stem.isEmpty { stem = "untitled" }
        // The longest name of a device has seven letters.
        let head = stem.utf8.prefix(8).prefix { $0 != UInt8(ascii: ".") }
        if head.count == 8 { return stem }
        let device = stem.prefix { $0 != "." }.uppercased()
        let isDevice =
            devices.contains(device)
            || device.count == 4 && ["COM", "LPT"].contains(device.prefix(3))
                && device.last?.isNumber == true
        return isDevice ? "_" + cut(stem, to: longest - 1) : stem
    }

    /// The text, cut between characters, or where one alone is too long, between scalars.
    static func cut(_ text: String, to bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var result = ""
        var used = 0
        for character in text {
            used += character.utf8.count
            guard used <= bytes else { break }
            result.append(character)
        }
        guard result.isEmpty else { return result }
        used = 0
        for scalar in text.unicodeScalars {
            used += String(scalar).utf8.count
            guard used <= bytes else { break }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// Names that Windows keeps for devices, whatever their extension.
    private static let devices: Set<String> = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]

    /// Without what hides a file, looks like an option, or is dropped by Windows at the end.
    private static func trimmed(_ text: String) -> String {
        if let first = text.utf8.first, let last = text.utf8.last, PlainName.isWord(first),
            PlainName.isWord(last)
        {
            return text
        }
        let edges: Set<Character> = ["-", ".", " "]
        var text = text[...].drop { edges.contains($0) }
        while let last = text.last, edges.contains(last) { text.removeLast() }
        return String(text)
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        default: false
        }
    }

    /// Unicode's form NFC, which other systems compare names in.
    private static func composed(_ text: String) -> String {
        #if canImport(Darwin)
            return text.precomposedStringWithCanonicalMapping
        #else
            if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
            var result = ""
            for scalar in text._nfc { result.unicodeScalars.append(scalar) }
            return result
        #endif
    }
}
