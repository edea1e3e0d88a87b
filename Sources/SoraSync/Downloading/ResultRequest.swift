import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders

/// The request that fetches a result, and the key that must not show in what comes back.
struct ResultRequest {
    /// The request, of the whole result.
    var request: HTTPRequest
    /// The service's base URL, which decides where redirects may lead.
    var base: BaseURL
    /// The key.
    var key: Secret?

    /// The request, or why there is none.
    enum Making {
        case ready(ResultRequest)
        case not(DownloadOutcome)
    }

    /// Makes the request; where the service names the URL of a result, it is asked for it first.
    ///
    /// - Throws: `SoraError` when the catalogue cannot be written.
    static func make(
        for task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, asking poller: Poller
    ) async throws -> Making {
        do {
            let dialect = try frozen.endpoint.speaker()
            let key = try await line.key(for: frozen)
            var poll: RemoteStatus?
            if frozen.endpoint.wire.delivery == .url {
                // The URL may be signed and short-lived: it is asked for when it is needed.
                let answer = try await poller.ask(task, frozen, line)
                switch answer {
                case .status(let status)?: poll = status
                case .gone(let problem)?:
                    return .not(.gone(reason: problem.message, answer: answer))
                case .retryLater(let advice, let problem)?:
                    return .not(.later(advice, reason: problem.message))
                case .refused(let problem)?:
                    try line.pause(problem)
                    return .not(.later(RetryAdvice(), reason: problem.message))
                case nil: return .not(.stopped)
                }
            }
            guard let remoteID = task.remoteID,
                let request = try dialect.download(remoteID, poll: poll, of: frozen, key: key)
            else {
                return .not(
                    .refused(
                        code: "no_result", reason: "the service names no result", evidence: []))
            }
            return .ready(ResultRequest(request: request, base: frozen.endpoint.base, key: key))
        } catch let error as SoraError {
            switch error.code {
            case .credentials: return .not(.keyless(error))
            case .urlRefused:
                return .not(
                    .refused(code: error.code.rawValue, reason: error.message, evidence: []))
            case .configuration, .invalid: return .not(.unusable(error))
            default: throw error
            }
        }
    }
}

extension ErrorCode {
    /// A service named a place that is not fetched from.
    static let urlRefused = ErrorCode(rawValue: "url_refused")
}
