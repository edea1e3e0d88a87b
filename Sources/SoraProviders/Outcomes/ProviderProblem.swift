/// What went wrong between soralib and a service, with the evidence.
package struct ProviderProblem: Hashable, Sendable {
    /// What kind of thing went wrong; the raw value is the word that scripts see.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The service refused what was asked.
        case invalidRequest = "invalid_request"
        /// The service refused the key.
        case unauthorized
        /// Credit or quota is used up.
        case insufficientFunds = "insufficient_funds"
        /// Too many requests.
        case rateLimited = "rate_limited"
        /// The content is not allowed.
        case moderation
        /// The address, or a path of the profile, is wrong.
        case wrongAddress = "wrong_address"
        /// The service is out of order.
        case unavailable
        /// The service does not know the task.
        case notFound = "not_found"
        /// There was no connection.
        case unreachable
        /// The answer is about another task.
        case otherTask = "other_task"
        /// The answer is not understood.
        case notUnderstood = "not_understood"
        /// The task failed at the service.
        case jobFailed = "job_failed"
        /// It was stopped on this side.
        case interrupted
    }

    /// The kind.
    package var kind: Kind
    /// The HTTP status, if there was an answer.
    package var status: Int?
    /// The service's own code.
    package var code: String?
    /// What happened, for people; holds untrusted text.
    package var message: String
    /// The service's name for the exchange, to quote to its support.
    package var requestID: String?
    /// The answer's body, without secrets, cut after 64 KiB.
    package var body: String?

    package init(
        _ kind: Kind, status: Int? = nil, code: String? = nil, message: String,
        requestID: String? = nil, body: String? = nil
    ) {
        self.kind = kind
        self.status = status
        self.code = code
        self.message = message
        self.requestID = requestID
        self.body = body
    }
}
