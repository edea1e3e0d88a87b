/// What came of one request that charges.
package enum SubmitOutcome: Hashable, Sendable {
    /// The service has it.
    case accepted(RemoteTask)
    /// The service has proved not to have it: it may be sent again.
    case notAccepted(reason: ProviderProblem, retry: RetryAdvice, pausesProvider: Bool)
    /// The service refused this very request: sending it again is of no use.
    case rejected(ProviderProblem)
    /// The service may have it: it is never sent again by itself.
    case uncertain(ProviderProblem)
}

/// What came of asking after one task.
package enum PollOutcome: Hashable, Sendable {
    /// The service's word.
    case status(RemoteStatus)
    /// Ask again later.
    case retryLater(RetryAdvice, ProviderProblem)
    /// The service does not know the task, at least not yet.
    case gone(ProviderProblem)
    /// The service refuses to answer: the provider is paused.
    case refused(ProviderProblem)
}

/// What came of asking which tasks there are.
package enum ListOutcome: Hashable, Sendable {
    /// Some of the tasks.
    ///
    /// - Parameter next: the cursor to ask for more with, or `nil` at the end.
    case page([RemoteStatus], next: String?)
    /// Ask again later.
    case retryLater(RetryAdvice, ProviderProblem)
    /// The service refuses to answer, or has no such list.
    case refused(ProviderProblem)
}
