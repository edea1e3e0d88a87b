public import SoraModel

extension Library {
    /// Queues requests, all or none; no network is needed, and nothing is charged yet.
    ///
    /// Every request is checked in full against what the service takes. Images that are files are measured
    /// and added to the library. ``sync(_:onUpdate:)`` submits the tasks.
    ///
    /// - Parameter requests: what to ask for.
    /// - Returns: the tasks, and what they should cost.
    /// - Throws: `SoraError`: `invalid` with every problem of every request in `problems`; `not_found` for a
    ///   provider, a prompt, an image or a video that there is not; `missing_helper` where an image has to be measured.
    @concurrent
    @discardableResult
    public func enqueue(_ requests: [QueueRequest]) async throws(SoraError) -> Queueing {
        try await queueing(requests, isDryRun: false)
    }

    /// Checks requests as ``enqueue(_:)`` does, and says what they should cost; nothing is stored.
    ///
    /// - Parameter requests: what to ask for.
    /// - Returns: how many tasks it would be, and what they should cost.
    /// - Throws: `SoraError`, as ``enqueue(_:)`` does.
    @concurrent
    public func estimate(_ requests: [QueueRequest]) async throws(SoraError) -> Queueing {
        try await queueing(requests, isDryRun: true)
    }

    /// Turns queued tasks into drafts, which are not submitted, all or none.
    ///
    /// - Parameter tasks: queued tasks.
    /// - Throws: `SoraError`: `failed` with every task that cannot be, and why; `not_found`.
    @concurrent
    public func hold(_ tasks: [Handle]) async throws(SoraError) {
        try SoraError.told { try act(.hold, on: tasks) }
    }

    /// Turns drafts into queued tasks, all or none.
    ///
    /// - Parameter tasks: drafts.
    /// - Throws: `SoraError`: `failed` with every task that cannot be, and why; `not_found`.
    @concurrent
    public func release(_ tasks: [Handle]) async throws(SoraError) {
        try SoraError.told { try act(.release, on: tasks) }
    }

    /// Gives up tasks that were not submitted, all or none; nothing was charged for them.
    ///
    /// - Parameter tasks: drafts and queued tasks.
    /// - Throws: `SoraError`: `failed` with every task that cannot be, and why; `not_found`. What was submitted
    ///   is paid, and no service can cancel it.
    @concurrent
    public func cancel(_ tasks: [Handle]) async throws(SoraError) {
        try SoraError.told { try act(.cancel, on: tasks) }
    }

    /// Queues another try at tasks that ended without a result, all or none; it is charged again.
    ///
    /// - Parameter tasks: tasks that ended, and did not succeed.
    /// - Returns: the new tasks, in the same order.
    /// - Throws: `SoraError`: `failed` with every task that cannot be tried again, and why; `not_found`.
    @concurrent
    public func retry(tasks: [Handle]) async throws(SoraError) -> [Handle] {
        try SoraError.told { try retry(tasks) }
    }

    private func queueing(
        _ requests: [QueueRequest], isDryRun: Bool
    ) async throws(SoraError) -> Queueing {
        try await SoraError.toldLater {
            var words: [String] = []
            for word in requests.flatMap(\.images) where !words.contains(word) {
                if Handle(word)?.kind != .image { words.append(word) }
            }
            let found = words.isEmpty ? [] : try await ImageInspection(context).inspect(words)
            return Queueing(
                try queue(
                    requests, inspected: Dictionary(uniqueKeysWithValues: zip(words, found)),
                    isDryRun: isDryRun))
        }
    }
}
