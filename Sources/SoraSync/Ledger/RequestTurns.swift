import Synchronization

/// The rows in which requests wait for their turn, one for each origin.
final class RequestTurns: Sendable {
    private let buckets = Mutex<[String: TokenBucket]>([:])

    /// Takes a place in the row of requests to an origin.
    ///
    /// - Returns: the seconds to wait for it.
    func wait(at origin: String, now: Double) -> Double {
        buckets.withLock { $0[origin, default: TokenBucket()].take(at: now) }
    }
}
