import Synchronization

/// Measures how fast the results of a run come, and tells once that it is too slow.
final class FetchMeter: Sendable {
    private struct State {
        var rate = FetchRate()
        var isBehindTold = false
    }

    private let state = Mutex(State())

    /// A result begins to be fetched.
    func began(at now: Double) {
        state.withLock { $0.rate.began(at: now) }
    }

    /// So many bytes of a result came, and no more do.
    func ended(bytes: Int64, at now: Double) {
        state.withLock { $0.rate.ended(bytes: bytes, at: now) }
    }

    /// The bytes a second at which this run fetches results; `nil` before that can be told.
    var bytesPerSecond: Double? { state.withLock { $0.rate.bytesPerSecond } }

    /// True the first time: that results come too slowly is told once a run.
    func tellBehind() -> Bool {
        state.withLock { state in
            defer { state.isBehindTold = true }
            return !state.isBehindTold
        }
    }
}
