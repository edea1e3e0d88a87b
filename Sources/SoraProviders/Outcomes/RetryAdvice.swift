package import SoraHTTP

/// What a service said about trying again, as it wrote it.
package struct RetryAdvice: Hashable, Sendable {
    /// The value of `Retry-After`: seconds, or a date.
    package var retryAfter: String?
    /// The value of `retry-after-ms`, in milliseconds.
    package var milliseconds: String?

    package init(retryAfter: String? = nil, milliseconds: String? = nil) {
        self.retryAfter = retryAfter
        self.milliseconds = milliseconds
    }

    /// Whether nothing was said.
    package var isEmpty: Bool { retryAfter == nil && milliseconds == nil }

    /// The advice in a response's header.
    package init(_ response: HTTPResponse) {
        self.init(
            retryAfter: response.headers["Retry-After"],
            milliseconds: response.headers["retry-after-ms"])
    }
}
