/// What a request has to be for a rule to be played; everything that is given must hold.
struct FaultCondition: Sendable, Equatable {
    /// Whether it is for the port of the results that have addresses of their own, and not for the API.
    var isForResults = false
    /// The number of the request, of all of its port since the start, from 1.
    var request: Int?
    /// The number of the request among those for which the rest of the condition holds, from 1.
    var nth: Int?
    /// The number of the connection, from 1.
    var connection: Int?
    /// Whether the connection carried a request before.
    var isReused: Bool?
    var method: String?
    /// The path without its query; `*` stands for any letters.
    var path: String?
    /// The id of a task, or a part of its prompt.
    var task: String?
    /// How probable it is that the rule is played, from 0 to 1.
    var chance: Double?

    /// Whether everything but `nth` and `chance` holds, which depend on other requests.
    func holds(for request: PumpedRequest) -> Bool {
        isForResults == request.isForResults
            && (self.request == nil || self.request == request.number)
            && (connection == nil || connection == request.connection)
            && (isReused == nil || isReused == (request.numberOnConnection > 1))
            && (method == nil || method == request.method)
            && path.map { Self.matches(Array(request.path.utf8)[...], Array($0.utf8)[...]) }
                ?? true
            && task.map { request.concerns($0) } ?? true
    }

    /// Whether a text is what a pattern with `*` says.
    private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        if first == UInt8(ascii: "*") {
            return (text.startIndex...text.endIndex).contains { matches(text[$0...], rest) }
        }
        return text.first == first && matches(text.dropFirst(), rest)
    }
}
