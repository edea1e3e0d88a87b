/// Makes something else of an honest answer.
struct AnswerChanger {
    let change: AnswerChange
    let rule: FaultRule
    let request: PumpedRequest
    let service: SimulatedService
    let book: RuleBook

    /// The request as the server gets it; a list that lags or loops is asked for differently.
    var forwarded: PumpedRequest {
        guard case .list(let lie) = change else { return request }
        return ListChanger(lie: lie, request: request, service: service).forwarded
    }

    /// The answer for the client; nil when there is nothing to change.
    func changed(_ answer: Answer) -> Answer? {
        switch change {
        case .statuses(let words):
            guard let task = request.task, answer.json?.field("status") != nil,
                let word = book.nextStatus(words, of: rule, to: task.id)
            else { return nil }
            return edited(answer) { $0.field("status") == nil ? nil : ["status": .string(word)] }
        case .noID:
            return edited(answer, removing: ["id", "task_id", "taskId", "request_id"]) { _ in [:] }
        case .noResult:
            if asksForContent {
                return refusal(404, "video_not_ready", "There is no video for this task.")
            }
            return edited(answer, removing: Self.resultNames) {
                $0.field("status") == nil
                    ? nil : ["status": .string("completed"), "progress": .integer(100)]
            }
        case .otherID(let which):
            guard let id = other(which) else { return nil }
            return edited(answer) { $0.field("id") == nil ? nil : ["id": .string(id)] }
        case .list(let lie):
            return ListChanger(lie: lie, request: request, service: service).changed(answer)
        case .expired:
            if asksForContent {
                return refusal(404, "video_expired", "This video is no longer available.")
            }
            let hourAgo = service.clock().seconds - 3600
            return edited(answer) {
                $0.field("expires_at") == nil ? nil : ["expires_at": .integer(hourAgo)]
            }
        case .gzip:
            var answer = answer
            answer.setBody(Gzip.stored(answer.body))
            answer.head.set("Content-Encoding", "gzip")
            return answer
        case .shiftedRange(let by):
            return shifted(answer, by: by)
        }
    }

    private static let resultNames = ["video_url", "result_url", "videoUrl", "content_url", "url"]

    private var asksForContent: Bool { request.path.hasSuffix("/content") }

    /// The id of another task of the profile than the one that is asked about or was just made.
    private func other(_ which: AnswerChange.OtherTask) -> String? {
        let ids = service.tasks.tasks(of: request.profile).map(\.id)
        let end = request.task.flatMap { ids.firstIndex(of: $0.id) } ?? ids.count - 1
        guard end > 0 else { return nil }
        return which == .first ? ids[0] : ids[end - 1]
    }

    /// Changes the object of an answer, also one inside `data` or `result`.
    ///
    /// - Parameters:
    ///   - answer: the answer.
    ///   - names: fields to take away.
    ///   - values: gives the fields to set in an object, or nil to leave it alone.
    /// - Returns: the changed answer; nil when it is not JSON or nothing is changed.
    private func edited(
        _ answer: Answer, removing names: [String] = [],
        values: (JSONValue) -> [String: JSONValue]?
    ) -> Answer? {
        func edit(_ value: JSONValue) -> JSONValue {
            guard case .object(var fields) = value else { return value }
            if let new = values(value) {
                for name in names { fields[name] = nil }
                fields.merge(new) { $1 }
            }
            for name in ["data", "result"] { fields[name] = fields[name].map(edit) }
            return .object(fields)
        }
        guard let old = answer.json else { return nil }
        let new = edit(old)
        guard new != old else { return nil }
        var answer = answer
        answer.setBody(new.encoded())
        return answer
    }

    private func refusal(_ status: Int, _ code: String, _ message: String) -> Answer {
        Answer(
            .error(status, code, message), request: request, origin: Origin(scheme: "", port: 0))
    }

    /// Tells another place of the part that is sent.
    private func shifted(_ answer: Answer, by: Int) -> Answer? {
        guard 200...206 ~= answer.head.status, !answer.body.isEmpty else { return nil }
        let numbers = (answer.head.value("Content-Range") ?? "")
            .split { !$0.isNumber }.compactMap { Int($0) }
        let start = (numbers.first ?? 0) + by
        let end = start + answer.body.count - 1
        let total = max(numbers.last ?? answer.body.count, end + 1)
        var answer = answer
        answer.head.startLine = "HTTP/1.1 206 Partial Content"
        answer.head.set("Content-Range", "bytes \(start)-\(end)/\(total)")
        return answer
    }
}

extension JSONValue {
    /// A field of this object, or of the one inside `data` or `result`.
    func field(_ name: String) -> JSONValue? {
        guard case .object(let fields) = self else { return nil }
        return fields[name] ?? fields["data"]?.field(name) ?? fields["result"]?.field(name)
    }
}
