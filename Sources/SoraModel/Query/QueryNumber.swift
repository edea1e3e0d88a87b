/// A number as a query says it, with how far from it a value may be to be what it says.
///
/// What is measured is hardly ever even: a clip of 8.03 s is found by `8`, and one of 9.8 MB by `10M`. So a
/// number that is rounded stands for everything that is rounded to it.
struct QueryNumber: Hashable {
    /// The number.
    var value: Double
    /// Half of the last digit's worth; 0 where only the number itself is meant.
    var half: Double

    /// What a number counts.
    enum Unit {
        /// Things that are counted one by one.
        case whole
        /// Anything else.
        case decimal
        /// Bytes, which may have `k`, `M`, `G` or `T` behind them, or `Ki`, `Mi`, `Gi` or `Ti`.
        case bytes
        /// Seconds, which may be written `90s`, `2m`, `1h` or `1:30`.
        case length
    }

    private static let byteUnits: [Substring: Double] = [
        "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "ki": 1024, "mi": 1_048_576,
        "gi": 1_073_741_824, "ti": 1_099_511_627_776,
    ]
    private static let lengthUnits: [Substring: Double] = ["s": 1, "m": 60, "h": 3600]

    /// Reads a number.
    init?(_ text: some StringProtocol, _ unit: Unit) {
        let text = Substring(text.lowercased())
        switch unit {
        case .whole:
            guard let value = Self.digits(text), !text.contains(".") else { return nil }
            self.init(value: value, half: 0)
        case .decimal:
            self.init(decimal: text, worth: 1)
        case .bytes:
            var bare = text
            if bare.last == "b" { bare.removeLast() }
            let digits = bare.prefix { $0.isNumber || $0 == "." }
            if digits.count == bare.count {
                self.init(bare, .whole)
            } else if let worth = Self.byteUnits[bare.dropFirst(digits.count)] {
                self.init(decimal: digits, worth: worth)
            } else {
                return nil
            }
        case .length:
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count > 1 {
                self.init(clock: parts)
                return
            }
            let digits = text.prefix { $0.isNumber || $0 == "." }
            let rest = text.dropFirst(digits.count)
            guard let worth = rest.isEmpty ? 1 : Self.lengthUnits[rest] else { return nil }
            self.init(decimal: digits, worth: worth)
        }
    }

    private init(value: Double, half: Double) {
        self.value = value
        self.half = half
    }

    private init?(decimal text: Substring, worth: Double) {
        guard let value = Self.digits(text) else { return nil }
        var half = worth / 2
        if let point = text.firstIndex(of: ".") {
            for _ in text[point...].dropFirst() { half /= 10 }
        }
        self.init(value: value * worth, half: half)
    }

    private init?(clock parts: [Substring]) {
        guard parts.count <= 3, parts.dropFirst().allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = parts.compactMap { $0.contains(".") ? nil : Self.digits($0) }
        guard numbers.count == parts.count, numbers.dropFirst().allSatisfy({ $0 < 60 }) else {
            return nil
        }
        self.init(value: numbers.reduce(0) { $0 * 60 + $1 }, half: 0.5)
    }

    private static func digits(_ text: Substring) -> Double? {
        guard !text.isEmpty, text.utf8.count <= 15,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
        else { return nil }
        return Double(text)
    }
}
