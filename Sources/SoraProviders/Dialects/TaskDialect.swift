package import SoraHTTP
package import SoraModel

/// What the services of all dialects have in common: a request makes a task, which is asked after until
/// it names its result. Their profiles say the paths, the fields and the words.
extension Dialect {
    package var hasList: Bool { false }

    package func submission(
        of frozen: FrozenRequest, key: Secret?, boundary: String, files: [[UInt8]]
    ) throws(SoraError) -> HTTPRequest {
        let asked = frozen.request
        guard asked.awaited == nil,
            let operation = frozen.endpoint.wire.operation(for: asked.operation)
        else {
            throw SoraError(
                .invalid,
                "\(frozen.endpoint.profile) cannot \(asked.operation.rawValue) this video")
        }
        var request = frozen.endpoint.request(
            operation, id: operation.path.contains("{id}") ? asked.parent : nil, key: key)
        let urls = asked.images.compactMap(\.url)
        let body = try operation.body(
            of: asked, images: asked.operation == .create ? frozen.endpoint.wire.images : nil,
            files: files, addresses: member(forAddresses: urls), boundary: boundary)
        request.headers.append("Content-Type", body.type)
        request.body = body.bytes
        request.connection = .fresh
        request.limits = .submit
        return request
    }

    package func readSubmission(_ response: HTTPResponse, of frozen: FrozenRequest) -> SubmitOutcome
    {
        SubmitOutcome(response, of: frozen) { value, response in
            RemoteStatus(value, in: response, wire: frozen.endpoint.wire)
        }
    }

    package func poll(_ remoteID: String, of frozen: FrozenRequest, key: Secret?) -> HTTPRequest {
        let wire = frozen.endpoint.wire
        let isRemix = frozen.request.operation != .create
        return frozen.endpoint.request(
            isRemix ? wire.retrieveRemix ?? wire.retrieve : wire.retrieve, id: remoteID, key: key)
    }

    package func readPoll(
        _ response: HTTPResponse, of frozen: FrozenRequest, remoteID: String
    ) -> PollOutcome {
        PollOutcome(response) { value, response in
            RemoteStatus(value, in: response, wire: frozen.endpoint.wire)
        }
    }

    package func download(
        _ remoteID: String, poll: RemoteStatus?, of frozen: FrozenRequest, key: Secret?
    ) throws(SoraError) -> HTTPRequest? {
        try frozen.endpoint.download(remoteID, resultURL: poll?.resultURL, key: key)
    }

    package func list(
        after cursor: String?, of endpoint: ProviderEndpoint, key: Secret?
    ) -> HTTPRequest? { nil }

    package func readList(
        _ response: HTTPResponse, of endpoint: ProviderEndpoint
    ) -> ListOutcome {
        .refused(
            ProviderProblem(.notFound, message: "\(endpoint.profile) does not list its tasks"))
    }
}
