import SoraHTTP
import SoraModel
import SoraProviders

/// The built-in profiles, and what tests make of them.
enum Fixtures {
    /// 2026-06-01, when every service of the profiles was there.
    static let before = Timestamp(milliseconds: 1_780_272_000_000)
    /// 2026-11-21, when OpenAI's was not.
    static let after = Timestamp(milliseconds: 1_795_219_200_000)

    /// All built-in profiles, read once.
    static let profiles = ProfileLibrary().readable()

    static func profile(_ name: String) throws -> ProviderProfile {
        if let known = profiles.first(where: { $0.name == name }) { return known }
        return try ProfileLibrary().profile(named: name)
    }

    static func endpoint(
        _ name: String = "openai-compatible", at base: String = "https://api.example.com",
        allowPrivate: Bool = false
    ) throws -> ProviderEndpoint {
        try ProviderEndpoint(profile(name), baseURL: base, allowPrivate: allowPrivate)
    }

    static func frozen(
        _ request: GenerationRequest = GenerationRequest(
            prompt: "a cat", model: "sora-2", seconds: 8, size: PixelSize(width: 1280, height: 720)),
        at base: String = "https://api.example.com", allowPrivate: Bool = false,
        changing change: (inout WireProfile) -> Void = { _ in }
    ) throws -> FrozenRequest {
        var endpoint = try endpoint(at: base, allowPrivate: allowPrivate)
        change(&endpoint.wire)
        return FrozenRequest(endpoint: endpoint, request: request)
    }

    /// A request as a service of that profile keeps it, at the profile's own address where it has one.
    static func frozen(_ request: GenerationRequest, of name: String) throws -> FrozenRequest {
        let profile = try profile(name)
        return FrozenRequest(
            endpoint: try ProviderEndpoint(
                profile, baseURL: profile.baseURL ?? "https://gateway.example", allowPrivate: false),
            request: request)
    }

    /// A request that the profile takes, checked and with its defaults.
    static func checked(_ request: GenerationRequest, of name: String) throws -> FrozenRequest {
        let checked = try RequestRules(profile(name)).check(request, at: before)
        return try frozen(checked.request, of: name)
    }

    static func response(
        _ status: Int, _ body: String = "", headers: [(String, String)] = []
    ) -> HTTPResponse {
        HTTPResponse(status: status, headers: HTTPHeaders(headers), body: Array(body.utf8))
    }

    /// What a poll that is answered with that body says.
    static func status(
        _ body: String, headers: [(String, String)] = []
    ) throws -> RemoteStatus? {
        let frozen = try frozen()
        let outcome = try frozen.endpoint.speaker()
            .readPoll(response(200, body, headers: headers), of: frozen, remoteID: "video_1")
        if case .status(let status) = outcome { return status }
        return nil
    }
}

extension HTTPHeaders {
    /// The fields as they would be sent.
    var lines: [String] { fields.map { "\($0.name): \($0.value)" } }
}

/// The message of the error that a call throws.
func message(_ call: () throws -> some Any) -> String {
    do {
        _ = try call()
        return "no error"
    } catch let error as SoraError {
        return error.message
    } catch {
        return "another error: \(error)"
    }
}
