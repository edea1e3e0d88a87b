/// One fault that was played: a line of the log.
struct FaultRecord: Encodable, Sendable {
    /// When: ISO 8601 in UTC with milliseconds.
    var time = Timestamp.now.iso8601
    /// The name of the rule, or its number from 1; `tls` for what `--tls-fault` does.
    let rule: String
    let action: String
    /// The number of the connection, from 1.
    let connection: Int
    /// The number of the request of all, from 1; nothing before a request came.
    var request: Int?
    /// The number of the request on its connection.
    var requestOnConnection: Int?
    /// Whether this was the first request of its connection.
    var fresh: Bool?
    var method: String?
    var path: String?
    /// The id of the task that the request names or made.
    var task: String?

    private enum CodingKeys: String, CodingKey {
        case time, rule, action, connection, request
        case requestOnConnection = "request_on_connection"
        case fresh, method, path, task
    }
}

extension FaultRecord {
    init(rule: FaultRule, request: PumpedRequest, task: String?) {
        self.init(
            rule: rule.name, action: rule.actionName, connection: request.connection,
            request: request.number, requestOnConnection: request.numberOnConnection,
            fresh: request.numberOnConnection == 1, method: request.method, path: request.path,
            task: task)
    }
}
