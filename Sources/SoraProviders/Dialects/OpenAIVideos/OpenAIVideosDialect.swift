import SoraHTTP
import SoraModel

/// OpenAI's Videos API, as its specification of 2026-08-21 has it and as gateways copy it.
struct OpenAIVideosDialect: Dialect {
    let hasList = true

    /// The first one, as an object that could name an uploaded file instead.
    func member(forAddresses urls: [String]) -> JSONValue? {
        urls.first.map { .object(["image_url": .string($0)]) }
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
