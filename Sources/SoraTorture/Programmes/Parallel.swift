import Dispatch
import Synchronization

/// Runs blocking work on threads of its own: it waits for processes, which an async task must not.
enum Parallel {
    /// Calls `body` with each number, at most `jobs` at a time.
    static func forEach(
        _ numbers: [Int], jobs: Int, _ body: @escaping @Sendable (Int) -> Void
    ) {
        let next = Mutex(0)
        let group = DispatchGroup()
        // A serial queue has a thread of its own; a concurrent one takes those of async tasks away.
        let queues = (0..<max(1, jobs)).map { DispatchQueue(label: "torture \($0)") }
        for queue in queues {
            queue.async(group: group) {
                while true {
                    let index = next.withLock { next in
                        defer { next += 1 }
                        return next
                    }
                    guard index < numbers.count else { return }
                    body(numbers[index])
                }
            }
        }
        group.wait()
    }
}
