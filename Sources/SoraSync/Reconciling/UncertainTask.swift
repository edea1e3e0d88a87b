import SoraCatalog
import SoraModel
import SoraProviders

/// What is known of a request whose outcome is unknown: enough to tell it in a service's list.
struct UncertainTask: Hashable, Sendable {
    /// The task.
    var task: TaskRecord
    /// What was asked for, and of whom.
    var frozen: FrozenRequest
    /// When the intent was committed; the service cannot have made it earlier.
    var intentAt: Timestamp
    /// When the last byte can have been sent.
    var lastByteAt: Timestamp

    /// How long a submit takes at the most, in seconds.
    private static let submitSeconds = 120.0

    /// What was asked for.
    var request: GenerationRequest { frozen.request }
    /// The service that may have it.
    var endpoint: ProviderEndpoint { frozen.endpoint }

    /// The tasks of which nobody knows yet whether a service has them.
    ///
    /// - Parameters:
    ///   - states: the states that are looked at.
    ///   - provider: only tasks of this provider.
    ///   - catalog: where they are.
    /// - Returns: those whose request can be read, and was sent or was to be.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    static func all(
        in states: [TaskState], of provider: Int64? = nil, from catalog: Catalog
    ) throws -> [UncertainTask] {
        try catalog.tasks(in: states, provider: provider).compactMap { task in
            guard let frozen = try? FrozenRequest(of: task, in: catalog),
                let attempt = try catalog.attempts(ofTask: task.id).last
            else { return nil }
            return UncertainTask(task, attempt, frozen)
        }
    }

    /// Reads it from the task and its attempt.
    init(_ task: TaskRecord, _ attempt: SubmitAttempt, _ frozen: FrozenRequest) {
        self.task = task
        self.frozen = frozen
        intentAt = attempt.armedAt
        // A killed run's attempt was answered, so to say, only when the next run found it.
        let latest = (attempt.sentAt ?? attempt.armedAt) + Self.submitSeconds
        lastByteAt = min(attempt.answeredAt ?? latest, latest)
    }
}
