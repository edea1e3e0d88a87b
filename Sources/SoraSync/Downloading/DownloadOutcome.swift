import SoraProviders

/// What came of trying to fetch a result.
enum DownloadOutcome {
    /// All bytes are there, as many as declared, and they begin as media do.
    case complete(start: [UInt8], isLengthKnown: Bool)
    /// Not all bytes came; what is there can be used later.
    case partial(reason: String)
    /// What came is no result; it is asked for again later, from the start.
    case refused(code: String, reason: String, evidence: [UInt8])
    /// The service asks to wait, or is out of order.
    case later(RetryAdvice, reason: String)
    /// The place of the result is not, or no more, one: the service is asked for a fresh one.
    case gone(status: Int, reason: String)
    /// The disk has no room, or cannot be written.
    case local(reason: String)
    /// The run was asked to end.
    case stopped
}
