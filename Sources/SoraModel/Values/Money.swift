/// An amount of one currency, in whole micro-units (1.00 is 1,000,000); never a float.
public struct Money: Hashable, Sendable {
    /// Millionths of the currency's unit.
    public var micros: Int64
    /// The ISO 4217 code, for example `USD`.
    public var currency: String

    /// Makes an amount.
    public init(micros: Int64, currency: String) {
        self.micros = micros
        self.currency = currency
    }

    /// Reads a decimal such as `0.10`, exactly; `nil` where it is not one or has over six decimals.
    public init?(decimal: String, currency: String) {
        let parts = decimal.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]), whole >= 0,
            whole < 1_000_000_000, parts[0].allSatisfy(\.isNumber)
        else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.count <= 6, fraction.allSatisfy({ $0.isASCII && $0.isNumber }),
            parts.count == 1 || !fraction.isEmpty,
            let digits = Int64(fraction + String(repeating: "0", count: 6 - fraction.count))
        else { return nil }
        self.init(micros: whole * 1_000_000 + digits, currency: currency)
    }

    /// Reads an amount as people write it, such as `5.00USD`, or `5.00` in a currency that is known already;
    /// `nil` where it is none.
    public init?(_ text: String, currency: String?) {
        let decimal = text.prefix { !$0.isLetter }
        let written = text[decimal.endIndex...]
        let isCode =
            written.utf8.count == 3 && written.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        guard written.isEmpty || isCode, let currency = isCode ? String(written) : currency
        else { return nil }
        self.init(decimal: String(decimal), currency: currency)
    }

    /// The amount with two to six decimals, for example `0.80` or `0.125`.
    public var decimal: String {
        let magnitude = micros.magnitude
        var fraction = String(magnitude % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.count > 2, fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(micros < 0 ? "-" : "")\(magnitude / 1_000_000).\(fraction)"
    }
}

extension Money: CustomStringConvertible {
    /// The amount and its currency, for example `0.80 USD`.
    public var description: String { "\(decimal) \(currency)" }
}
