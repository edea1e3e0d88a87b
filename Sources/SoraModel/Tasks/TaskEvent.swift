/// What can happen to a task; `TaskLife` says what follows from it in each state.
package enum TaskEvent: String, Sendable, CaseIterable {
    /// Its owner lets it go.
    case released
    /// Its owner holds it back, or what it starts from will never be there.
    case held
    /// Its owner calls it off, before anything was sent.
    case calledOff = "called_off"
    /// The intent to send it is committed.
    case intentCommitted = "intent_committed"
    /// The service has it, and named it.
    case accepted
    /// It is proved that the service does not have it.
    case notAccepted = "not_accepted"
    /// The service refuses this very request.
    case refused
    /// Nobody knows whether the service has it.
    case outcomeUnknown = "outcome_unknown"
    /// It was found at the service.
    case adopted
    /// Its owner orders it to be sent again.
    case resubmitted
    /// Its owner gives it up.
    case givenUp = "given_up"
    /// The service says nothing new of it.
    case waiting
    /// The service works on it.
    case working
    /// The service has finished it.
    case finished
    /// The service failed to make it.
    case failedThere = "failed_there"
    /// It was cancelled at the service.
    case cancelledThere = "cancelled_there"
    /// The service has said for long that it knows no such task.
    case forgotten
    /// The service did not answer, or does not know it yet.
    case notAnswered = "not_answered"
    /// Something in the task itself is in the way; it is looked at again later.
    case setAside = "set_aside"
    /// Its result is about to be fetched.
    case downloadBegun = "download_begun"
    /// Its result is in the library.
    case stored
    /// Its result is to be fetched later.
    case downloadPostponed = "download_postponed"
    /// Its time is over, and nothing usable ever came.
    case noResult = "no_result"
    /// Its time is over, and its result is gone.
    case gone

    /// Who makes it happen.
    package enum Actor: String, Sendable, CaseIterable {
        /// A person.
        case you
        /// A sync, by itself.
        case sync
        /// A sync, on the service's word.
        case service
    }

    /// Who can make it happen.
    package var actors: [Actor] {
        switch self {
        case .released, .calledOff, .resubmitted, .givenUp: [.you]
        case .held, .adopted: [.you, .sync]
        case .intentCommitted, .setAside, .downloadBegun, .stored, .downloadPostponed: [.sync]
        case .notAccepted, .outcomeUnknown, .notAnswered: [.sync, .service]
        case .accepted, .refused, .waiting, .working, .finished, .failedThere, .cancelledThere,
            .forgotten, .noResult, .gone:
            [.service]
        }
    }
}
