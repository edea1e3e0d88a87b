import SoraModel

/// A verified copy of a catalogue.
package struct Backup: Hashable, Sendable {
    /// The absolute path of the file.
    package var path: String
    /// When it was made, as `2026-11-21T17:15:00Z`; `nil` for a file of another name.
    package var madeAt: String?
    /// Its size in bytes.
    package var bytes: Int64

    package init(path: String, madeAt: String?, bytes: Int64) {
        self.path = path
        self.madeAt = madeAt
        self.bytes = bytes
    }

    /// How many copies are kept.
    package static let kept = 7

    /// The name of a copy that is made now: `soralib-20261121T171500Z.sqlite`.
    static func name(at time: Timestamp, number: Int) -> String {
        let digits = time.iso8601.filter { $0 != "-" && $0 != ":" }
        return "soralib-\(digits)\(number == 1 ? "" : "-\(number)").sqlite"
    }

    /// The moment in a name that `name(at:number:)` made, or `nil`.
    static func moment(in name: String) -> String? {
        guard name.hasPrefix("soralib-"), name.hasSuffix(".sqlite") else { return nil }
        let middle = name.dropFirst(8).dropLast(7)
        let digits = Array(middle.prefix(16))
        guard digits.count == 16, digits[8] == "T", digits[15] == "Z",
            digits.enumerated().allSatisfy({ [8, 15].contains($0) || $1.isWholeNumber })
        else { return nil }
        let rest = middle.dropFirst(16)
        guard rest.isEmpty || rest.first == "-" && Int(rest.dropFirst()) != nil else { return nil }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<11)):\(part(11..<13)):\(part(13..<16))"
    }
}
