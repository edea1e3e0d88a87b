import SoraSystem

/// For how long a watch leaves a provider alone to which there is no way now: longer each time.
struct Absence: Sendable {
    /// How often in a row there was no way.
    let tries: Int
    /// When it is tried again, on the clock that is never set.
    let until: Double

    /// The first wait and the longest, in seconds.
    static let waits = (first: 5.0, longest: 300.0)

    /// Whether it is left alone still; never for longer than there is a wait, whatever became of the clock.
    func isOn(at now: Double) -> Bool {
        now < until && until - now <= Self.waits.longest * 1.1
    }

    /// The wait after another try in vain.
    init(after last: Absence?, at now: Double, random: any RandomSource) {
        tries = (last?.tries ?? 0) + 1
        let doubled = Self.waits.first * Double(1 << min(tries - 1, 10))
        until = now + min(doubled, Self.waits.longest) * (1 + 0.1 * random.fraction())
    }
}
