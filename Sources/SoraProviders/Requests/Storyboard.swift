/// What a clip shows, shot by shot.
package struct Storyboard: Hashable, Sendable, Codable {
    /// One shot.
    package struct Shot: Hashable, Sendable, Codable {
        /// How long it is, in thousandths of a second.
        package var milliseconds: Int
        /// What it shows, in one line.
        package var scene: String

        package init(milliseconds: Int, scene: String) {
            self.milliseconds = milliseconds
            self.scene = scene
        }

        /// Its length in seconds, for example `5` or `7.5`.
        package var secondsText: String { Storyboard.seconds(milliseconds) }
    }

    /// The shots, in their order.
    package var shots: [Shot]

    package init(_ shots: [Shot]) {
        self.shots = shots
    }

    /// How long all shots are together, in thousandths of a second.
    package var milliseconds: Int { shots.reduce(0) { $0 + $1.milliseconds } }

    /// The shots as services want them in a prompt: the words and their order are fixed, and only the
    /// lengths and the scenes may change.
    package var text: String {
        shots.enumerated().map { index, shot in
            "Shot \(index + 1):\nduration: \(shot.secondsText)sec\nScene: \(shot.scene)"
        }.joined(separator: "\n\n")
    }

    /// Thousandths of a second as a decimal of seconds, without needless zeros.
    static func seconds(_ milliseconds: Int) -> String {
        let (whole, rest) = Int(milliseconds.magnitude).quotientAndRemainder(dividingBy: 1000)
        let sign = milliseconds < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        var fraction = String(String(1000 + rest).dropFirst())
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(sign)\(whole).\(fraction)"
    }

    /// Reads a decimal of seconds with up to three decimals; `nil` where it is none, or over an hour.
    static func milliseconds(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        guard isDecimal, (1...2).contains(parts.count), let whole = Int(parts[0]), whole <= 3600
        else { return nil }
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard (1...3).contains(fraction.count),
            let part = Int(fraction + String(repeating: "0", count: 3 - fraction.count))
        else { return nil }
        return (whole * 1000 + part) * (text.hasPrefix("-") ? -1 : 1)
    }
}
