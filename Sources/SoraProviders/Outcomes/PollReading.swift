import SoraHTTP

extension PollOutcome {
    /// Decides what an answer to a question after one task means.
    ///
    /// - Parameters:
    ///   - response: the response.
    ///   - task: reads the task out of an answer of status 2xx.
    init(_ response: HTTPResponse, task: (JSONValue, HTTPResponse) -> RemoteStatus) {
        let (value, reason) = response.json(limit: Int(HTTPLimits.api.bodyBytes))
        let signs = ErrorSigns(value, isFailure: !response.isSuccess)
        func problem(_ kind: ProviderProblem.Kind, _ lead: String) -> ProviderProblem {
            ProviderProblem(kind, response, signs, lead)
        }
        if response.isSuccess {
            if let value, case .object = value {
                self = .status(task(value, response))
            } else {
                let lead = value == nil ? "the answer \(reason)" : "the answer is no JSON object"
                self = .retryLater(RetryAdvice(response), problem(.notUnderstood, lead))
            }
            return
        }
        let isGone =
            response.status == 404 || response.status == 410
            || response.status == 400 && signs.isUnknownTask
        if isGone {
            self = .gone(problem(.notFound, "the service does not know the task"))
        } else if let refusal = ProviderProblem.refusal(response, signs) {
            self = .refused(refusal)
        } else if response.status == 429, signs.isAboutFunds {
            self = .refused(problem(.insufficientFunds, "credit or quota is used up"))
        } else {
            self = .retryLater(RetryAdvice(response), .trouble(response, signs))
        }
    }
}

extension ListOutcome {
    /// Decides what an answer to a question after all tasks means.
    ///
    /// - Parameters:
    ///   - response: the response.
    ///   - page: reads the tasks and the next cursor; `nil` where the answer is no list.
    init(
        _ response: HTTPResponse,
        page: (JSONValue, HTTPResponse) -> (tasks: [RemoteStatus], next: String?)?
    ) {
        let (value, reason) = response.json(limit: Int(HTTPLimits.api.bodyBytes))
        let signs = ErrorSigns(value, isFailure: !response.isSuccess)
        if response.isSuccess {
            if let value, let found = page(value, response) {
                self = .page(found.tasks, next: found.next)
            } else {
                let lead = value == nil ? "the answer \(reason)" : "the answer is no list"
                self = .retryLater(
                    RetryAdvice(response),
                    ProviderProblem(.notUnderstood, response, signs, lead))
            }
        } else if let refusal = ProviderProblem.refusal(response, signs) {
            self = .refused(refusal)
        } else if [400, 410, 422, 501].contains(response.status) {
            self = .refused(
                ProviderProblem(.notFound, response, signs, "the service does not list its tasks"))
        } else {
            self = .retryLater(RetryAdvice(response), .trouble(response, signs))
        }
    }
}

extension ProviderProblem {
    /// The problem of an answer after which it is worth asking again.
    fileprivate static func trouble(
        _ response: HTTPResponse, _ signs: ErrorSigns
    ) -> ProviderProblem {
        switch response.status {
        case 425, 429:
            ProviderProblem(.rateLimited, response, signs, "the service asks to wait")
        case 500...:
            ProviderProblem(
                .unavailable, response, signs, "the service is out of order (\(response.status))")
        default:
            ProviderProblem(
                .invalidRequest, response, signs,
                "the service did not answer the question (\(response.status))")
        }
    }
}
