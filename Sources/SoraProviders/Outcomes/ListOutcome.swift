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
