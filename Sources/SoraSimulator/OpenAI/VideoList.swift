/// One page of the list of videos.
enum VideoList {
    private static let defaultLimit = 20

    /// Makes the page that a request asks for by `limit`, `order` and `after`.
    ///
    /// - Parameters:
    ///   - tasks: all tasks, oldest first.
    ///   - request: the request with its arguments.
    ///   - now: the time that states are told for.
    /// - Returns: the list object.
    /// - Throws: `Refusal` when an argument is wrong.
    static func make(
        _ tasks: [SimulatedTask], for request: HTTPRequest, at now: Timestamp
    ) throws(Refusal) -> JSONValue {
        var limit = defaultLimit
        if let text = request.argument("limit") {
            guard let number = Int(text), 0...100 ~= number else {
                throw .invalidValue("limit", text, rule: "Expected a whole number from 0 to 100.")
            }
            limit = number
        }
        let order = request.argument("order") ?? "desc"
        guard order == "asc" || order == "desc" else {
            throw .invalidValue("order", order, rule: "Supported values are: 'asc', and 'desc'.")
        }
        var rest = order == "asc" ? tasks[...] : tasks.reversed()[...]
        if let after = request.argument("after") {
            guard let place = rest.firstIndex(where: { $0.id == after }) else {
                throw .invalidValue("after", after, rule: "Expected the id of a video.")
            }
            rest = rest[(place + 1)...]
        }
        let page = rest.prefix(limit)
        return .object([
            "object": .string("list"),
            "data": .array(page.map { VideoObject.make($0, at: now) }),
            "first_id": JSONValue(page.first?.id),
            "last_id": JSONValue(page.last?.id),
            "has_more": .boolean(page.count < rest.count),
        ])
    }
}
