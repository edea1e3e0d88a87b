import SoraHTTP
import SoraModel

extension RemoteStatus {
    private static let identity = ["id", "task_id", "taskId", "video_id", "projectId"]
    private static let urls = [
        "video_url", "videoUrl", "result_url", "resultUrl", "content_url", "url",
        "output.video_url", "output.url", "metadata.url", "task_result.videos.0.url",
        "detail.video_url", "detail.url",
    ]

    /// Reads a task out of an answer, wherever services of these families put its fields.
    ///
    /// - Parameters:
    ///   - value: the answer, or one element of a list.
    ///   - response: the response that it came in.
    ///   - wire: the service's profile.
    init(_ value: JSONValue, in response: HTTPResponse, wire: WireProfile) {
        let answer = WireReader(value, preferring: Self.identity)
        let word = answer.text(["status", "state", "task_status"])
        self.init(
            status: StatusWords.meaning(of: word, own: wire.statuses),
            body: Redaction.body(response.body))
        self.word = word.map { String($0.prefix(200)) }
        remoteID = answer.first(Self.identity) { value in
            WireValue.identifier(value).flatMap { RemoteID.problem(with: $0) == nil ? $0 : nil }
        }
        progress =
            answer.first(["progress"]) { WireValue.progress($0) }
            ?? answer.first(["progress_pct", "detail.pending_info.progress_pct"]) {
                WireValue.progress($0, isFraction: true)
            }
        createdAt = answer.timestamp(["created_at", "createdAt", "created", "submit_time"])
        completedAt = answer.timestamp([
            "completed_at", "completedAt", "finished_at", "finish_time",
        ])
        expiresAt = answer.timestamp(["expires_at", "expiresAt", "expire_at"])
        resultURL = answer.first(Self.urls, WireValue.url)
        if resultURL == nil, status == .completed {
            resultURL = answer.first(["fail_reason"], WireValue.url)
        }
        fault = Self.fault(value, status: status, word: word)
        pollAfterSeconds = Self.pollAfter(response)
        cost = Self.cost(answer)
        remixedFrom = answer.first(["remixed_from_video_id", "remixed_from"]) { value in
            WireValue.text(value).flatMap { RemoteID.problem(with: $0) == nil ? $0 : nil }
        }
        claims = Claims(
            model: answer.text(["model"]), prompt: answer.text(["prompt"]),
            seconds: answer.first(["seconds"], WireValue.number),
            size: answer.text(["size"]).flatMap(PixelSize.init))
    }

    private static func fault(
        _ value: JSONValue, status: CanonicalStatus, word: String?
    ) -> Fault? {
        let isFailure = status == .failed || status == .cancelled
        let signs = ErrorSigns(value, isFailure: isFailure)
        let isExpired = word?.lowercased() == "expired"
        if signs.isEmpty {
            guard isExpired else { return nil }
            return Fault(
                code: "expired", message: "the task expired at the service", isModeration: false)
        }
        return Fault(
            code: (signs.code ?? (isExpired ? "expired" : nil)).map {
                Redaction.text(String($0.prefix(200)))
            },
            message: Redaction.text(String((signs.message ?? signs.code ?? "").prefix(2000))),
            isModeration: signs.isModeration)
    }

    /// The header with which OpenAI's libraries pace their polls; more than an hour is no advice.
    private static func pollAfter(_ response: HTTPResponse) -> Double? {
        guard let text = response.headers["openai-poll-after-ms"],
            let milliseconds = WireValue.number(.string(text)), milliseconds > 0,
            milliseconds <= 3_600_000
        else { return nil }
        return milliseconds / 1000
    }

    /// An amount with its currency; an amount alone may be in points of the service's own.
    private static func cost(_ answer: WireReader) -> Money? {
        let amount = answer.first(
            ["cost.amount", "cost.value", "cost", "amount"], WireValue.number)
        let currency = answer.text(["cost.currency", "currency"])?.uppercased()
        // A claim of a billion is no price; zero and empty mean that there is no value.
        guard let amount, amount > 0, amount < 1_000_000_000, let currency,
            currency.utf8.count == 3, currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
        else { return nil }
        return Money(micros: Int64((amount * 1_000_000).rounded()), currency: currency)
    }
}
