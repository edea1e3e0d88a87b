/// Numbers that a seed repeats: splitmix64 (Steele, Lea, Flood, 2014).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    /// The numbers of one run of a seed; no two runs share a sequence.
    init(seed: UInt64, run: Int) {
        state = seed
        state = next() ^ (UInt64(bitPattern: Int64(run)) &* 0xD1B5_4A32_D192_ED03)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// True that often, of 100 times.
    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }

    /// A number of a range.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// A number from 0 to one below a limit.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
