package import SoraHTTP
package import SoraModel

/// The code for one wire shape: turns requests into HTTP and answers into outcomes.
///
/// A dialect does no input or output. What differs between services of one dialect is in their
/// profiles.
package protocol Dialect: Sendable {
    /// Whether a service of this dialect can have a list of its tasks.
    var hasList: Bool { get }

    /// How the public addresses of images are written in JSON; `nil` for not at all.
    func member(forAddresses urls: [String]) -> JSONValue?

    /// The request that asks for a video; it may charge, so it is sent on a connection of its own.
    ///
    /// - Parameters:
    ///   - frozen: what to ask for, and of whom.
    ///   - key: the key, or `nil` where the service wants none.
    ///   - boundary: random letters and digits that part the fields of a form.
    ///   - files: the files of the images that have one, in their order.
    /// - Returns: the request.
    /// - Throws: `SoraError` where the request cannot be made of what was frozen.
    func submission(
        of frozen: FrozenRequest, key: Secret?, boundary: String, files: [[UInt8]]
    ) throws(SoraError) -> HTTPRequest

    /// What became of the request that asks for a video.
    func readSubmission(_ response: HTTPResponse, of frozen: FrozenRequest) -> SubmitOutcome

    /// The request that asks after one task.
    func poll(_ remoteID: String, of frozen: FrozenRequest, key: Secret?) -> HTTPRequest

    /// What the service says about one task.
    func readPoll(
        _ response: HTTPResponse, of frozen: FrozenRequest, remoteID: String
    ) -> PollOutcome

    /// The request that fetches a result.
    ///
    /// - Parameters:
    ///   - remoteID: the task.
    ///   - poll: what the service last said about it.
    ///   - frozen: what was asked for.
    ///   - key: the key; it is only sent to the API's own origin.
    /// - Returns: the request, or `nil` while the service has named no result.
    /// - Throws: `SoraError` of code `url_refused` where the result is at a place that is not fetched.
    func download(
        _ remoteID: String, poll: RemoteStatus?, of frozen: FrozenRequest, key: Secret?
    ) throws(SoraError) -> HTTPRequest?

    /// The request that asks which tasks there are, the newest first.
    ///
    /// - Parameters:
    ///   - cursor: the cursor of the page before, or `nil` for the first.
    ///   - endpoint: the service.
    ///   - key: the key.
    /// - Returns: the request, or `nil` where the service cannot tell.
    func list(after cursor: String?, of endpoint: ProviderEndpoint, key: Secret?) -> HTTPRequest?

    /// Which tasks there are.
    func readList(_ response: HTTPResponse, of endpoint: ProviderEndpoint) -> ListOutcome
}

/// The dialects, by the names that profiles use.
package enum Dialects {
    private static let all: [String: any Dialect] = [
        "globalai": GlobalAIDialect(),
        "openai-videos": OpenAIVideosDialect(),
        "unified-video": UnifiedVideoDialect(),
    ]

    /// The names, sorted.
    package static var names: [String] { all.keys.sorted() }

    /// The dialect of that name, or `nil` where this program has none.
    package static func named(_ name: String) -> (any Dialect)? { all[name] }
}

extension ProviderEndpoint {
    /// The code that speaks with this service.
    ///
    /// - Returns: the dialect.
    /// - Throws: `SoraError` of code `configuration` where this program has no such code.
    package func speaker() throws(SoraError) -> any Dialect {
        if let found = Dialects.named(dialect) { return found }
        throw SoraError(
            .configuration, "this soralib does not speak the dialect \(dialect) of \(profile)",
            hint: "use the soralib that queued the task, or a newer one")
    }
}
