package import SoraModel
import SoraSystem
import Synchronization

/// A clock that stands still until it is told to go on; sleeping moves it.
package final class HeldTime: TimeSource {
    private struct Clocks {
        var wall: Timestamp
        var uptime = 1000.0
        var sleeps = 0
    }

    private let clocks: Mutex<Clocks>

    package init(_ start: Timestamp = Timestamp(milliseconds: 1_795_226_584_000)) {
        clocks = Mutex(Clocks(wall: start))
    }

    package func now() -> Timestamp { clocks.withLock { $0.wall } }
    package func uptime() -> Double { clocks.withLock { $0.uptime } }

    package func sleep(seconds: Double) async throws {
        try Task.checkCancellation()
        advance(by: seconds)
        // Now and then, for each turn waits for those of all other tests.
        let isTurn = clocks.withLock { clocks in
            clocks.sleeps += 1
            return clocks.sleeps % 16 == 0
        }
        if isTurn { await Task.yield() }
    }

    /// Lets time pass.
    package func advance(by seconds: Double) {
        clocks.withLock { clocks in
            clocks.wall = clocks.wall + seconds
            clocks.uptime += seconds
        }
    }

    /// Turns the wall clock, on or back; no time passes.
    package func turn(by seconds: Double) {
        clocks.withLock { $0.wall = $0.wall + seconds }
    }

    /// Turns the wall clock to a moment, which may be an earlier one; no time passes.
    package func set(_ time: Timestamp) {
        clocks.withLock { $0.wall = time }
    }
}
