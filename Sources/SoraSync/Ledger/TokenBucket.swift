/// Lets requests to one origin pass at a steady rate, after some at once: a token bucket, in its form
/// as a virtual schedule (ITU-T I.371, GCRA).
struct TokenBucket: Sendable {
    /// The requests that may pass in a second.
    static let rate = 10.0
    /// How many may pass at once after a quiet time.
    static let burst = 20

    private var full = -Double.infinity

    /// Takes a token.
    ///
    /// - Parameter now: seconds on a clock that does not go back.
    /// - Returns: the seconds to wait before the request may pass.
    mutating func take(at now: Double) -> Double {
        let interval = 1 / Self.rate
        let due = max(full, now)
        full = due + interval
        return max(0, due - now - interval * Double(Self.burst - 1))
    }
}
