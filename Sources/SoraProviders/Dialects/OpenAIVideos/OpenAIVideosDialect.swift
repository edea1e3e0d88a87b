import SoraHTTP
import SoraModel

/// OpenAI's Videos API, as its specification of 2026-08-21 has it and as gateways copy it.
struct OpenAIVideosDialect: Dialect {
    func submission(
        of frozen: FrozenRequest, key: Secret?, boundary: String, files: [[UInt8]]
    ) throws(SoraError) -> HTTPRequest {
        let asked = frozen.request
        let operation =
            asked.operation == .remix ? frozen.endpoint.wire.remix : frozen.endpoint.wire.create
        let canDo = asked.operation == .create || asked.operation == .remix && asked.parent != nil
        guard canDo, let operation else {
            throw SoraError(
                .invalid,
                "\(frozen.endpoint.profile) cannot \(asked.operation.rawValue) this video")
        }
        var request = frozen.endpoint.request(operation, id: asked.parent, key: key)
        let body = try operation.body(
            of: asked, images: frozen.endpoint.wire.images, files: files, boundary: boundary)
        request.headers.append("Content-Type", body.type)
        request.body = body.bytes
        request.connection = .fresh
        request.limits = .submit
        return request
    }

    func readSubmission(_ response: HTTPResponse, of frozen: FrozenRequest) -> SubmitOutcome {
        SubmitOutcome(response, of: frozen) { value, response in
            RemoteStatus(value, in: response, wire: frozen.endpoint.wire)
        }
    }

    func poll(_ remoteID: String, of frozen: FrozenRequest, key: Secret?) -> HTTPRequest {
        frozen.endpoint.request(frozen.endpoint.wire.retrieve, id: remoteID, key: key)
    }

    func readPoll(
        _ response: HTTPResponse, of frozen: FrozenRequest, remoteID: String
    ) -> PollOutcome {
        PollOutcome(response) { value, response in
            RemoteStatus(value, in: response, wire: frozen.endpoint.wire)
        }
    }

    func download(
        _ remoteID: String, poll: RemoteStatus?, of frozen: FrozenRequest, key: Secret?
    ) throws(SoraError) -> HTTPRequest? {
        try frozen.endpoint.download(remoteID, resultURL: poll?.resultURL, key: key)
    }

    func list(
        after cursor: String?, of endpoint: ProviderEndpoint, key: Secret?
    ) -> HTTPRequest? {
        guard let list = endpoint.wire.list else { return nil }
        var query = [("limit", "100"), ("order", "desc")]
        if let cursor { query.append(("after", cursor)) }
        return endpoint.request(list, query: query, key: key)
    }

    func readList(_ response: HTTPResponse, of endpoint: ProviderEndpoint) -> ListOutcome {
        ListOutcome(response) { value, response in
            guard case .array(let elements) = value["data"] else { return nil }
            let answer = HTTPResponse(status: response.status)
            let tasks = elements.map { element in
                var answer = answer
                answer.body = (try? JSONText.bytes(of: element)) ?? []
                return RemoteStatus(element, in: answer, wire: endpoint.wire)
            }
            // The loop of OpenAI's own libraries: on while there is more, an element, and a last id.
            let last = value["last_id"].flatMap(WireValue.text) ?? tasks.last?.remoteID
            let hasMore = value["has_more"] == .bool(true) && !tasks.isEmpty
            return (tasks, hasMore ? last : nil)
        }
    }
}
