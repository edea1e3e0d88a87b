/// Sends each request to the dialect of the profile that its path begins with.
struct Router: Sendable {
    private let dialects: [String: any Dialect]

    /// Makes the router of every profile that is simulated.
    ///
    /// A new profile is one line here; a new wire shape is one more type that is a `Dialect`.
    init(service: SimulatedService) {
        dialects = [
            "globalai": GlobalAIDialect(profile: "globalai", rules: .current, service: service),
            "globalai-legacy": GlobalAIDialect(
                profile: "globalai-legacy", rules: .legacy, service: service),
            "octopusx": UnifiedVideoDialect(profile: "octopusx", service: service),
            "openai": OpenAIDialect(profile: "openai", rules: .openAI, service: service),
            "openai-compatible": OpenAIDialect(
                profile: "openai-compatible", rules: .openAICompatible, service: service),
            "wisgate": OpenAIDialect(profile: "wisgate", rules: .wisgate, service: service),
            "xingchao": GlobalAIDialect(profile: "xingchao", rules: .current, service: service),
        ]
    }

    /// Answers a request, naming it in `x-request-id`.
    func respond(to request: HTTPRequest) async -> HTTPResponse {
        var path = request.path.split(separator: "/").map(String.init)
        var response: HTTPResponse
        if let dialect = path.first.flatMap({ dialects[$0] }) {
            path.removeFirst()
            response = await dialect.respond(to: request, path: path)
        } else {
            let names = dialects.keys.sorted().map { "/\($0)/v1" }.joined(separator: ", ")
            response = Refusal.unknownRoute(request, hint: "Served here: \(names).").response
        }
        response.headers.append(("x-request-id", "req_" + RandomName.hexadecimal(digits: 32)))
        return response
    }
}
