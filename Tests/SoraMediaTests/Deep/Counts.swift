import Synchronization

/// Numbers that came from any thread, in their order.
final class Counts: Sendable {
    private let numbers = Mutex<[Int64]>([])

    var all: [Int64] { numbers.withLock { $0 } }

    func add(_ number: Int64) { numbers.withLock { $0.append(number) } }
}
