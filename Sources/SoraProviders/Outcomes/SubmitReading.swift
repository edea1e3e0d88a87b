package import SoraHTTP

extension SubmitOutcome {
    /// Decides what became of a request that charges, from its response.
    ///
    /// Only what proves that nothing was accepted counts as not accepted; what is not listed is
    /// uncertain, for relays answer 500 after the service behind them has accepted.
    ///
    /// - Parameters:
    ///   - response: the response.
    ///   - frozen: what was asked for.
    ///   - task: reads the task out of an answer of status 2xx, with its id if it has a usable one.
    init(
        _ response: HTTPResponse, of frozen: FrozenRequest,
        task: (JSONValue, HTTPResponse) -> RemoteStatus
    ) {
        let limit = Int(HTTPLimits.submit.bodyBytes)
        let (value, reason) = response.json(limit: limit)
        let signs = ErrorSigns(value, isFailure: !response.isSuccess)
        func problem(_ kind: ProviderProblem.Kind, _ lead: String) -> ProviderProblem {
            ProviderProblem(kind, response, signs, lead)
        }
        let status = response.status
        if response.isSuccess {
            guard let value else {
                self = .uncertain(problem(.notUnderstood, "the answer \(reason)"))
                return
            }
            let task = task(value, response)
            guard let id = task.remoteID else {
                self = .uncertain(problem(.notUnderstood, "the answer names no task"))
                return
            }
            self = .accepted(
                RemoteTask(
                    remoteID: id, status: task, httpStatus: status,
                    requestID: response.requestID))
            return
        }
        if signs.isModeration || status == 451 {
            self = .rejected(problem(.moderation, "the content was not allowed"))
            return
        }
        // A wrong path would answer every request so; these words tell of this one alone.
        if status == 404 || status == 410, let missing = signs.missing(for: frozen.request) {
            self = .rejected(problem(.invalidRequest, "the service does not have \(missing)"))
            return
        }
        if let refusal = ProviderProblem.refusal(response, signs) {
            self = .notAccepted(reason: refusal, retry: RetryAdvice(response), pausesProvider: true)
            return
        }
        switch status {
        case 400, 413, 415, 422:
            self = .rejected(problem(.invalidRequest, "the service refused the request"))
        case 425, 429:
            let isFunds = status == 429 && signs.isAboutFunds
            self = .notAccepted(
                reason: isFunds
                    ? problem(.insufficientFunds, "credit or quota is used up")
                    : problem(.rateLimited, "the service asks to wait"),
                retry: RetryAdvice(response), pausesProvider: isFunds)
        case _ where frozen.endpoint.wire.notAcceptedStatuses.contains(status):
            self = .notAccepted(
                reason: problem(.unavailable, "the service is out of order (\(status))"),
                retry: RetryAdvice(response), pausesProvider: false)
        default:
            self = .uncertain(
                problem(.unavailable, "status \(status) does not tell whether it was accepted"))
        }
    }

    /// Decides what became of a request that charges and got no whole response.
    package init(_ failure: TransportFailure) {
        let kind: ProviderProblem.Kind =
            switch failure.reason {
            case .badURL, .forbiddenAddress: .wrongAddress
            case .tooLarge, .protocolError: .notUnderstood
            case .stopped, .cancelled: .interrupted
            default: .unreachable
            }
        let problem = ProviderProblem(
            kind, status: failure.partial?.status, code: failure.reason.rawValue,
            message: Redaction.text(failure.message), requestID: failure.partial?.requestID,
            body: failure.partial.flatMap { partial in
                partial.body.isEmpty ? nil : Redaction.body(partial.body)
            })
        self =
            failure.requestMayHaveLeft
            ? .uncertain(problem)
            : .notAccepted(
                reason: problem, retry: RetryAdvice(), pausesProvider: kind == .wrongAddress)
    }
}

extension ProviderProblem {
    /// The problem of an answer after which nothing more is sent to the provider until its settings
    /// change; `nil` for other answers.
    static func refusal(_ response: HTTPResponse, _ signs: ErrorSigns) -> ProviderProblem? {
        func problem(_ kind: Kind, _ lead: String) -> ProviderProblem {
            ProviderProblem(kind, response, signs, lead)
        }
        switch response.status {
        case 402: return problem(.insufficientFunds, "credit or quota is used up")
        case 403 where signs.isAboutFunds:
            return problem(.insufficientFunds, "credit or quota is used up")
        case 401, 403: return problem(.unauthorized, "the key was refused (\(response.status))")
        case 407: return problem(.unauthorized, "the proxy wants a password (407)")
        case 404, 405:
            return problem(
                .wrongAddress, "the address has no such path (\(response.status))")
        case 410:
            return problem(.wrongAddress, "the service has ended this path (410)")
        case 300..<400:
            return problem(
                .wrongAddress,
                "the service redirects (\(response.status)) to \(response.redirectTarget), which "
                    + "is not followed with a key")
        default: return nil
        }
    }
}
