/// Lengths of time as people type them: `500ms`, `90s`, `15m`, `2h`, `7d`; a bare number is seconds.
enum DurationText {
    private static let units: [(suffix: String, milliseconds: Double)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// The length in milliseconds; nil when the text is something else or beyond a thousand years.
    static func milliseconds(_ text: String) -> Int64? {
        let unit = units.first { text.hasSuffix($0.suffix) }
        let digits = text.dropLast(unit?.suffix.count ?? 0)
        guard !digits.isEmpty, digits.first != ".", digits.last != ".",
            digits.allSatisfy({ $0.isASCIIDigit || $0 == "." }), let number = Double(digits)
        else { return nil }
        let milliseconds = (number * (unit?.milliseconds ?? 1000)).rounded()
        return milliseconds <= 3.2e13 ? Int64(milliseconds) : nil
    }
}
