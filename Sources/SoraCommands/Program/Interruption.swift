import SoraModel
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Notices Ctrl-C and SIGTERM, for commands that end in good order.
package struct Interruption: Sendable {
    /// How often the signals came; a handler may touch nothing else.
    private static let count = Atomic<Int>(0)

    package init() {}

    /// From now on the signals are noticed in place of ending the program; a third one ends it.
    package func begin() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { number in
                if Interruption.count.add(1, ordering: .relaxed).newValue >= 3 {
                    _exit(128 + number)
                }
            }
        }
    }

    /// Whether one came.
    package var isRequested: Bool { Self.count.load(ordering: .relaxed) > 0 }

    /// Runs work, and tells `stop` at the first signal that comes meanwhile, and at the second.
    ///
    /// - Parameters:
    ///   - stop: is told.
    ///   - seconds: how often it is looked whether one came.
    ///   - body: the work.
    /// - Returns: what the work gives.
    /// - Throws: what the work throws.
    package func watching<Value: Sendable>(
        _ stop: @escaping @Sendable (_ signals: Int) -> Void, every seconds: Double = 0.05,
        _ body: () async throws -> Value
    ) async rethrows -> Value {
        let watch = Task {
            var told = 0
            while !Task.isCancelled {
                let count = Self.count.load(ordering: .relaxed)
                if count > told {
                    told = count
                    stop(told)
                }
                try? await Task.sleep(nanoseconds: UInt64(seconds * 1e9))
            }
        }
        defer { watch.cancel() }
        return try await body()
    }
}
