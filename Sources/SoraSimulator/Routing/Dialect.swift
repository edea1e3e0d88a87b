/// The code for one wire shape: answers every request below the path of a profile.
protocol Dialect: Sendable {
    /// Answers a request; never fails, a refusal is an answer too.
    ///
    /// - Parameters:
    ///   - request: the request, its body complete.
    ///   - path: the parts of the path behind the profile.
    /// - Returns: the answer.
    func respond(to request: HTTPRequest, path: [String]) async -> HTTPResponse
}
