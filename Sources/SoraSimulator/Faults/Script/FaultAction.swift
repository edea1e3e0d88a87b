/// What goes wrong.
enum FaultAction: Sendable, Equatable {
    /// The connection is broken when it is accepted.
    case refuse
    /// The connection ends at a point of the exchange.
    case end(EndPoint, orderly: Bool)
    /// The exchange stops for some time.
    case delay(milliseconds: Int64, at: DelayPoint)
    /// The answer comes at so many bytes a second.
    case slow(bytesPerSecond: Int)
    /// The announced length of the body is wrong.
    case length(LengthLie, by: Int)
    /// The body ends before its announced end.
    case cut(CutPoint, isChunked: Bool)
    /// Something that is not HTTP comes in place of the answer.
    case garbage([UInt8], forward: Bool)
    /// Another answer comes in place of the honest one.
    case replace(Replacement, forward: Bool)
    /// The server is not told which part is wanted.
    case dropFields([String])
    /// The honest answer is changed.
    case change(AnswerChange)
    /// So many answers with status 100 come before the real one.
    case interim(count: Int)

    /// A point of an exchange at which the connection ends.
    enum EndPoint: Sendable, Equatable {
        case beforeForward
        case afterForward
        /// Behind so many bytes of the answer, its head included.
        case within(bytes: Int)
    }

    /// A point of an exchange at which it can stop.
    enum DelayPoint: String, Sendable, CaseIterable {
        case beforeForward = "before_forward"
        case beforeAnswer = "before_answer"
        /// Between the head of the answer and its body.
        case between
    }

    /// A wrong announcement.
    enum LengthLie: String, Sendable, CaseIterable {
        case tooBig = "too_big"
        case tooSmall = "too_small"
        case missing, duplicate, negative
    }

    /// Where a body ends early.
    enum CutPoint: Sendable, Equatable {
        case after(bytes: Int)
        case fraction(Double)
    }
}
