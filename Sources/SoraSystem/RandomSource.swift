/// Where randomness comes from, so that a test can repeat it.
package protocol RandomSource: Sendable {
    /// That many random bytes.
    func bytes(_ count: Int) -> [UInt8]
}

extension RandomSource {
    /// A number from 0 up to, not including, 1.
    package func fraction() -> Double {
        let value = bytes(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(value) / Double(UInt64(1) << 48)
    }
}

/// The kernel's random numbers.
package struct SystemRandom: RandomSource {
    package init() {}

    package func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
