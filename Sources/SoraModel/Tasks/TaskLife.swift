/// The state machine of a task, as a value: which event leads from which state to which, and with
/// what effects.
///
/// Nothing is read or written here. Every change of a task's state goes through `step`; what the
/// table does not have is forbidden. `docs/tasks.md` shows the table, and the database refuses what
/// it does not have.
package enum TaskLife {
    /// One row of the table.
    package struct Transition: Hashable, Sendable {
        /// The state before.
        package let from: TaskState
        /// What happens.
        package let event: TaskEvent
        /// The state after.
        package let to: TaskState
        /// What has to be done with it, in order.
        package let effects: [TaskEffect]

        fileprivate init(
            _ from: TaskState, _ event: TaskEvent, _ to: TaskState, _ effects: TaskEffect...
        ) {
            self.from = from
            self.event = event
            self.to = to
            self.effects = effects
        }
    }

    /// The states in which a task may begin; as `submitted` one does that was found at its service.
    package static let first: Set<TaskState> = [.draft, .queued, .submitted]

    /// Every legal step; what is not here is forbidden.
    package static let table: [Transition] =
        beforeSending + sending + deciding + working(in: .submitted) + working(in: .inProgress)
        + fetching

    private static let beforeSending = [
        Transition(.draft, .released, .queued),
        Transition(.draft, .calledOff, .cancelled),
        Transition(.queued, .held, .draft),
        Transition(.queued, .calledOff, .cancelled),
        Transition(.queued, .setAside, .queued),
        Transition(.queued, .intentCommitted, .submitting, .openAttempt),
    ]

    private static let sending = [
        Transition(
            .submitting, .accepted, .submitted, .closeAttempt(.accepted), .clearError,
            .count(.submitted)),
        Transition(.submitting, .notAccepted, .queued, .closeAttempt(.notAccepted)),
        Transition(
            .submitting, .refused, .rejected, .closeAttempt(.notAccepted), .count(.failed)),
        Transition(.submitting, .outcomeUnknown, .uncertain, .closeAttempt(.unknown)),
    ]

    private static let deciding = [
        Transition(
            .uncertain, .adopted, .submitted, .closeAttempt(.accepted), .clearError,
            .dropProposals, .count(.submitted)),
        Transition(
            .uncertain, .resubmitted, .queued, .closeAttempt(.abandoned), .clearError,
            .dropProposals),
        Transition(
            .uncertain, .givenUp, .abandoned, .closeAttempt(.abandoned), .dropProposals),
    ]

    /// What the service's word leads to, while it has the task.
    private static func working(in state: TaskState) -> [Transition] {
        [
            Transition(state, .waiting, state, .clearError),
            Transition(state, .working, .inProgress, .clearError),
            Transition(state, .finished, .completed, .clearError),
            Transition(state, .failedThere, .failed, .count(.failed)),
            Transition(state, .cancelledThere, .cancelled, .count(.failed)),
            Transition(state, .forgotten, .failed, .count(.failed)),
            Transition(state, .notAnswered, state),
            Transition(state, .setAside, state),
        ]
    }

    private static let fetching = [
        Transition(.completed, .downloadBegun, .downloading),
        Transition(.completed, .setAside, .completed),
        Transition(.completed, .noResult, .failed, .count(.failed)),
        Transition(.completed, .gone, .expired, .count(.expired)),
        Transition(
            .downloading, .stored, .succeeded, .clearError, .dropDownload, .count(.downloaded)),
        Transition(.downloading, .downloadPostponed, .completed),
        Transition(.downloading, .setAside, .completed),
        Transition(.downloading, .gone, .expired, .count(.expired)),
    ]

    private struct Key: Hashable {
        var state: TaskState
        var event: TaskEvent
    }

    private static let steps = Dictionary(
        table.map { (Key(state: $0.from, event: $0.event), $0) },
        uniquingKeysWith: { one, _ in one })

    /// What follows from an event in a state.
    ///
    /// - Parameters:
    ///   - state: the state of the task.
    ///   - event: what happens.
    /// - Returns: the state after it and what has to be done with it, or `nil` where that cannot
    ///   happen in that state.
    package static func step(
        from state: TaskState, on event: TaskEvent
    ) -> (state: TaskState, effects: [TaskEffect])? {
        steps[Key(state: state, event: event)].map { ($0.to, $0.effects) }
    }
}
