import Dispatch

/// A thread for work that blocks, one piece after another.
///
/// Swift's own threads are as many as there are cores: what waits there for a disk keeps a core idle.
final class Lane: Sendable {
    private let thread: DispatchQueue

    init(_ number: Int) {
        thread = DispatchQueue(label: "soralib import \(number)")
    }

    /// Does work on the thread.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { waiting in
            thread.async {
                waiting.resume(with: Swift.Result(catching: work))
            }
        }
    }
}
