/// How many frames a second has, as a fraction.
struct FrameRate: Hashable {
    let numerator: Int64
    let denominator: Int64

    /// For clips of which only the length is known: thousandths of a second.
    static let thousandths = FrameRate(numerator: 1_000, denominator: 1)

    private init(numerator: Int64, denominator: Int64) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Finds the fraction of a measured rate; `nil` for what is none.
    ///
    /// Rates are whole, or as those of NTSC (SMPTE ST 12-1) whole by 1001/1000. Else it is the simplest fraction
    /// that is within a part in ten million of it: by that, a clip of a day is not off by one frame.
    init?(_ rate: Double) {
        guard rate.isFinite, rate > 0.01, rate < 10_000 else { return nil }
        func isNear(_ other: Double) -> Bool { abs(other - rate) <= rate * 1e-7 }
        let whole = rate.rounded()
        let slowed = (rate * 1.001).rounded()
        if isNear(whole) {
            self.init(numerator: Int64(whole), denominator: 1)
        } else if isNear(slowed * 1_000 / 1_001) {
            self.init(numerator: Int64(slowed) * 1_000, denominator: 1_001)
        } else {
            // Continued fractions: each step is the best of its size.
            var (before, numerator) = (Int64(0), Int64(1))
            var (beforeBelow, denominator) = (Int64(1), Int64(0))
            var rest = rate
            for _ in 0..<32 {
                let part = Int64(rest)
                (before, numerator) = (numerator, part * numerator + before)
                (beforeBelow, denominator) = (denominator, part * denominator + beforeBelow)
                if isNear(Double(numerator) / Double(denominator)) { break }
                rest = 1 / (rest - Double(part))
                guard rest.isFinite, rest < 1e9, denominator < 1_000_000 else { return nil }
            }
            self.init(numerator: numerator, denominator: denominator)
        }
    }

    /// The rate as a number: the one nearest to the fraction.
    var value: Double { Double(numerator) / Double(denominator) }

    /// How many frames a length has.
    func frames(in seconds: Double) -> Int64 {
        Int64((seconds * Double(numerator) / Double(denominator)).rounded())
    }
}
