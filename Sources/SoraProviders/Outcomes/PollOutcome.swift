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
