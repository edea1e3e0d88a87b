import SoraModel
import SoraProviders

/// What came of trying to fetch a result.
enum DownloadOutcome {
    /// All bytes are there, as many as declared, and they begin as media do.
    case complete(start: [UInt8], isLengthKnown: Bool)
    /// Not all bytes came; what is there can be used later.
    ///
    /// - Parameter answered: whether the service began to send: then it is the result that is short.
    case partial(reason: String, answered: Bool)
    /// What came is no result; it is asked for again later, from the start.
    case refused(code: String, reason: String, evidence: [UInt8])
    /// The service has another result than the one of which a part is there, or does not go on with it.
    case another(reason: String)
    /// The service asks to wait, or is out of order.
    case later(RetryAdvice, reason: String)
    /// The place of the result is not, or no more, one.
    ///
    /// - Parameter answer: what the service said of the task, where it was asked already.
    case gone(reason: String, answer: PollOutcome?)
    /// The disk has no room, or cannot be read or written.
    case local(SoraError)
    /// The task itself is in the way, not the service.
    case unusable(SoraError)
    /// There is no key: the provider is left alone in this run.
    case keyless(SoraError)
    /// The run was asked to end.
    case stopped
}
