import Synchronization
import Testing

/// Lets a few tests run at a time: each starts programs, and a small machine would else make all of
/// them slow at once.
struct Turnstile: SuiteTrait, TestTrait, TestScoping {
    private static let shared = Places(3)

    let isRecursive = true

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?,
        performing body: @concurrent @Sendable () async throws -> Void
    ) async throws {
        // A suite, or a test as a whole, holds no place that its cases would wait for.
        guard testCase != nil else { return try await body() }
        await Self.shared.enter()
        defer { Self.shared.leave() }
        try await body()
    }
}

extension Trait where Self == Turnstile {
    /// A test that starts programs; each ends by itself after a minute, so the test ends too.
    static var startsPrograms: Turnstile { Turnstile() }
}

/// So many places, and who waits for one.
private final class Places: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: count)) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
