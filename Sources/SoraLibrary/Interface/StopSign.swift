import Synchronization

/// A sign that something is to end, for work that is asked to and not cut off.
final class StopSign: Sendable {
    private let state = Atomic(false)

    /// Whether it is to end.
    var isSet: Bool { state.load(ordering: .relaxed) }

    /// Does work that is no part of the calling task; when that is cancelled, the sign is set.
    static func whileWaiting<Result: Sendable>(
        for work: @escaping @Sendable (StopSign) async throws -> Result
    ) async throws -> Result {
        let sign = StopSign()
        let run = Task { try await work(sign) }
        return try await withTaskCancellationHandler {
            try await run.value
        } onCancel: {
            sign.state.store(true, ordering: .relaxed)
        }
    }
}
