import SoraModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads single values as services really write them.
enum WireValue {
    /// A text without surrounding white space; an empty one is none.
    static func text(_ value: JSONValue) -> String? {
        guard case .string(let text) = value else { return nil }
        let trimmed = trim(text)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// A text, or a whole number written as one: some services number their tasks.
    static func identifier(_ value: JSONValue) -> String? {
        if case .integer(let number) = value { return number > 0 ? String(number) : nil }
        return text(value)
    }

    /// A number: `33`, `33.5`, `"33"`, `"33%"`.
    static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let whole): return Double(whole)
        case .number(let number): return number
        case .string(let text):
            var trimmed = trim(text)
            if trimmed.hasSuffix("%") { trimmed = trim(String(trimmed.dropLast())) }
            guard let number = Double(trimmed), number.isFinite else { return nil }
            return number
        default: return nil
        }
    }

    /// Hundredths of the work, 0…100.
    ///
    /// - Parameters:
    ///   - value: the number.
    ///   - isFraction: whether 1 is the whole.
    /// - Returns: the progress, clamped.
    static func progress(_ value: JSONValue, isFraction: Bool = false) -> Int? {
        guard let number = number(value) else { return nil }
        let hundredths = isFraction && number > 0 && number <= 1 ? number * 100 : number
        return Int(min(max(hundredths, 0), 100))
    }

    /// A moment: Unix seconds, or milliseconds when above 10¹¹, or ISO 8601; zero is none.
    static func timestamp(_ value: JSONValue) -> Timestamp? {
        if let number = number(value) {
            let seconds = number > 100_000_000_000 ? number / 1000 : number
            // Up to the end of the year 9999, the last that ISO 8601 writes with four digits.
            guard seconds > 0, seconds < 253_402_300_800 else { return nil }
            return Timestamp(seconds: seconds)
        }
        guard let text = text(value) else { return nil }
        let plain = withoutFraction(text)
        guard let date = try? Date(plain, strategy: .iso8601) else { return nil }
        return Timestamp(seconds: date.timeIntervalSince1970.rounded())
    }

    /// An absolute `http` or `https` URL; white space and backticks around it are taken off.
    static func url(_ value: JSONValue) -> String? {
        guard case .string(let text) = value else { return nil }
        let trimmed = trim(text, also: "`")
        let scheme = trimmed.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https", trimmed.utf8.count <= 8192,
            trimmed.dropFirst(scheme.count).hasPrefix("://"),
            trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return trimmed
    }

    /// The text without white space, and without one more character, at both ends.
    static func trim(_ text: String, also extra: Character? = nil) -> String {
        func isOutside(_ character: Character) -> Bool {
            character.isWhitespace || character == extra
        }
        var rest = text[...]
        while let first = rest.first, isOutside(first) { rest.removeFirst() }
        while let last = rest.last, isOutside(last) { rest.removeLast() }
        return String(rest)
    }

    /// ISO 8601 without the fraction of its seconds, which the parser does not take.
    private static func withoutFraction(_ text: String) -> String {
        guard let point = text.firstIndex(of: ".") else { return text }
        let rest = text[text.index(after: point)...].drop(while: \.isNumber)
        return String(text[..<point] + rest)
    }
}
