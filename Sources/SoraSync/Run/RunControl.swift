import Synchronization

/// Lets a signal or a time limit end a run: nothing new starts, and what can be resumed stops.
package final class RunControl: Sendable {
    private struct State {
        var isInterrupted = false
        var isTimedOut = false
        var isAbandoned = false
        var cancellations: [Int: @Sendable () -> Void] = [:]
        var submits: [Int: @Sendable () -> Void] = [:]
        var nextNumber = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether nothing new may start.
    package var isStopping: Bool { state.withLock { $0.isInterrupted || $0.isTimedOut } }

    /// Whether a person or the system asked the run to end.
    package var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

    /// Whether requests that charge are not waited for any longer.
    package var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

    /// Asks the run to end, as Ctrl-C does.
    package func interrupt() {
        stop { $0.isInterrupted = true }
    }

    /// Ends the run as its time limit does.
    package func timeOut() {
        stop { $0.isTimedOut = true }
    }

    /// Ends the requests too that charge and are on their way, so that their tasks become
    /// `uncertain`: for those who cannot wait any longer after `interrupt`.
    package func abandon() {
        let submits = state.withLock { state in
            state.isInterrupted = true
            state.isAbandoned = true
            return Array(state.submits.values)
        }
        interrupt()
        for cancel in submits { cancel() }
    }

    /// Runs a request that charges.
    ///
    /// Neither the end of the run nor an error elsewhere cuts it off, for what was paid would then be
    /// uncertain. Only `abandon` does.
    func uninterrupted<Value: Sendable>(
        _ body: @escaping @Sendable () async -> Value
    ) async -> Value {
        let work = Task { await body() }
        let number = state.withLock { state -> Int? in
            guard !state.isAbandoned else { return nil }
            state.nextNumber += 1
            state.submits[state.nextNumber] = { work.cancel() }
            return state.nextNumber
        }
        if number == nil { work.cancel() }
        defer { state.withLock { state in number.map { state.submits[$0] = nil } } }
        return await work.value
    }

    /// Runs work that can be resumed later; it is cancelled when the run is asked to end.
    func resumable<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let work = Task { try await body() }
        let number = state.withLock { state -> Int? in
            guard !state.isInterrupted, !state.isTimedOut else { return nil }
            state.nextNumber += 1
            state.cancellations[state.nextNumber] = { work.cancel() }
            return state.nextNumber
        }
        if number == nil { work.cancel() }
        defer { state.withLock { state in number.map { state.cancellations[$0] = nil } } }
        return try await withTaskCancellationHandler {
            try await work.value
        } onCancel: {
            work.cancel()
        }
    }

    private func stop(_ change: (inout State) -> Void) {
        let cancellations = state.withLock { state in
            change(&state)
            return Array(state.cancellations.values)
        }
        for cancel in cancellations { cancel() }
    }
}
