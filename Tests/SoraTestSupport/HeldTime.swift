package import SoraModel
import SoraSystem
import Synchronization

/// A clock that stands still until it is told to go on; sleeping moves it.
package final class HeldTime: TimeSource {
    private let moment: Mutex<Timestamp>

    package init(_ start: Timestamp = Timestamp(milliseconds: 1_795_226_584_000)) {
        moment = Mutex(start)
    }

    package func now() -> Timestamp { moment.withLock { $0 } }
    package func uptime() -> Double { now().seconds }

    package func sleep(seconds: Double) async throws {
        try Task.checkCancellation()
        advance(by: seconds)
        await Task.yield()
    }

    /// Moves the clock on.
    package func advance(by seconds: Double) {
        moment.withLock { $0 = $0 + seconds }
    }

    /// Turns the clock to a moment, which may be an earlier one.
    package func set(_ time: Timestamp) {
        moment.withLock { $0 = time }
    }
}
