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
