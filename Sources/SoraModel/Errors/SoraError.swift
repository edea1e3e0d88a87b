/// Something that a person can act on: what is wrong, with what, and what to do next.
public struct SoraError: Error, Hashable, Sendable {
    /// The kind, as a word for scripts.
    public var code: ErrorCode
    /// What is wrong and with what: lower-case start, no full stop.
    ///
    /// May contain untrusted text.
    public var message: String
    /// The next thing to do, a command where there is one.
    public var hint: String?
    /// The several problems that the message lists; empty where it tells one.
    public private(set) var problems: [String] = []
    /// What was written, with the places that are wrong, where the error is about places in a text.
    public var marked: MarkedText?

    /// Makes an error.
    public init(_ code: ErrorCode, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// One error for several problems of the same input, so that none has to be found alone.
    ///
    /// - Parameters:
    ///   - problems: at least one problem, each a sentence without a full stop.
    ///   - subject: what is wrong, put before the list when there are several.
    ///   - code: the kind.
    ///   - hint: the next thing to do.
    /// - Returns: the error, which lists them.
    public static func all(
        _ problems: [String], of subject: String, code: ErrorCode = .invalid, hint: String? = nil
    ) -> SoraError {
        let message =
            problems.count == 1
            ? problems[0]
            : "\(subject) has \(problems.count) problems:\n"
                + problems.map { "  - \($0)" }.joined(separator: "\n")
        var error = SoraError(code, message, hint: hint)
        if problems.count > 1 { error.problems = problems }
        return error
    }

    /// Each problem alone, to be put into a longer list.
    public var eachProblem: [String] { problems.isEmpty ? [message] : problems }
}

extension SoraError: CustomStringConvertible {
    /// The message and the hint.
    public var description: String {
        hint.map { "\(message)\n\($0)" } ?? message
    }
}
