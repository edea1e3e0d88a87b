/// Reads lengths of time as people type them: `90s`, `15m`, `2h`, `7d`; a bare number is seconds.
enum DurationText {
    /// The seconds, or `nil` where the text is no length of time.
    static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = text.last else { return nil }
        let unit = units[last]
        let digits = unit == nil ? text[...] : text.dropLast()
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let number = Double(digits), number.isFinite
        else { return nil }
        return number * (unit ?? 1)
    }
}
