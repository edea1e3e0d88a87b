import Foundation
import SoraHTTP
import SoraTestSupport
import Synchronization

/// A service with OpenAI's Videos API: accepts, works, delivers, and keeps count of what it charged.
///
/// What a test lines up is answered first, one answer a request; then all goes well.
final class Service: Sendable {
    /// What is asked of it.
    enum Route: Hashable, Sendable { case submit, poll, list, content, elsewhere }

    private struct State {
        var queued: [Route: [ScriptedAnswer]] = [:]
        var always: [Route: @Sendable (HTTPRequest) -> ScriptedAnswer?] = [:]
        var requests: [(route: Route, request: HTTPRequest)] = []
        var accepted = 0
        var charges = 0
    }

    /// What stands before `/v1`.
    let base: String
    private let state = Mutex(State())
    private let movie: [UInt8]

    init(_ base: String = "https://api.example.com", movie: [UInt8] = Movie.bytes()) {
        self.base = base
        self.movie = movie
    }

    /// Lines up answers.
    func next(_ route: Route, _ answers: ScriptedAnswer...) {
        state.withLock { $0.queued[route, default: []] += answers }
    }

    /// Answers so whenever nothing is lined up; `nil` is the usual answer.
    func always(_ route: Route, _ answer: @escaping @Sendable (HTTPRequest) -> ScriptedAnswer?) {
        state.withLock { $0.always[route] = answer }
    }

    /// Answers as usual from now on.
    func recover() {
        state.withLock { state in
            state.always = [:]
            state.queued = [:]
        }
    }

    /// The requests of one kind so far.
    func requests(_ route: Route) -> [HTTPRequest] {
        state.withLock { $0.requests.filter { $0.route == route }.map(\.request) }
    }

    /// How many requests of one kind there were.
    func count(_ route: Route) -> Int { requests(route).count }

    /// How many requests that may charge have reached it.
    var charges: Int { state.withLock { $0.charges } }

    /// What it does with a request.
    func answer(_ request: HTTPRequest) -> ScriptedAnswer {
        let route = route(of: request)
        let (queued, always) = state.withLock { state in
            state.requests.append((route, request))
            var queued: ScriptedAnswer?
            if state.queued[route]?.isEmpty == false {
                queued = state.queued[route]?.removeFirst()
            }
            return (queued, state.always[route])
        }
        var answer = queued ?? always?(request) ?? usual(route, request)
        guard route == .submit else { return answer }
        // Counted when the request has left, and not before.
        let meanwhile = answer.meanwhile
        answer.meanwhile = { [self] in
            state.withLock { $0.charges += 1 }
            try await meanwhile?()
        }
        return answer
    }

    /// The usual answer of a submit, which is one more charge.
    ///
    /// - Parameter meanwhile: runs while the request is on its way.
    /// - Returns: the answer.
    func accept(meanwhile: (@Sendable () async throws -> Void)? = nil) -> ScriptedAnswer {
        let number = state.withLock { state in
            state.accepted += 1
            return state.accepted
        }
        var answer = ScriptedAnswer.json(#"{"id":"video_\#(number)","status":"queued"}"#)
        answer.meanwhile = meanwhile
        return answer
    }

    private func usual(_ route: Route, _ request: HTTPRequest) -> ScriptedAnswer {
        switch route {
        case .submit: accept()
        case .poll:
            .json(
                #"{"id":"\#(request.url.split(separator: "/").last ?? "")","status":"completed"}"#)
        case .content: .movie(movie)
        // It has no list, unless a test gives it one.
        case .list: .response(501)
        case .elsewhere: .response(404)
        }
    }

    private func route(of request: HTTPRequest) -> Route {
        guard request.url.hasPrefix(base) else { return .elsewhere }
        if request.method == .post { return .submit }
        if request.url.contains("/videos?") { return .list }
        return request.url.hasSuffix("/content") ? .content : .poll
    }
}

/// Small bodies that begin as MP4 files do; the fake prober says what they are.
enum Movie {
    /// A file of that many bytes, of which those beyond the first box are numbered by a seed.
    static func bytes(_ count: Int = 3000, seed: UInt8 = 1) -> [UInt8] {
        let type: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 2, 0]
        return type + (0..<max(0, count - type.count)).map { UInt8(truncatingIfNeeded: $0) &* seed }
    }
}

extension ScriptedAnswer {
    /// A result, with its length and a strong validator.
    static func movie(
        _ bytes: [UInt8], tag: String? = "\"one\"", length: Bool = true
    ) -> ScriptedAnswer {
        .response(200, headers: fields(bytes.count, tag, length), body: bytes)
    }

    /// A result that ends too early.
    static func movie(_ bytes: [UInt8], cutAfter end: Int, tag: String? = "\"one\"")
        -> ScriptedAnswer
    {
        .cut(after: end, of: bytes, headers: fields(bytes.count, tag, true))
    }

    /// The rest of a result, from an offset on.
    static func rest(
        of bytes: [UInt8], from offset: Int, total: Int? = nil, tag: String? = "\"one\"",
        start: Int? = nil
    ) -> ScriptedAnswer {
        var headers = fields(bytes.count - offset, tag, true)
        headers["Content-Range"] =
            "bytes \(start ?? offset)-\(bytes.count - 1)/\(total ?? bytes.count)"
        return .response(206, headers: headers, body: Array(bytes[offset...]))
    }

    /// A poll's answer.
    static func status(_ word: String, progress: Int = 0, more: String = "") -> ScriptedAnswer {
        .json(#"{"id":"x","status":"\#(word)","progress":\#(progress)\#(more)}"#)
    }

    private static func fields(_ length: Int, _ tag: String?, _ hasLength: Bool) -> HTTPHeaders {
        var headers = HTTPHeaders([("Content-Type", "video/mp4")])
        if hasLength { headers["Content-Length"] = String(length) }
        headers["ETag"] = tag
        return headers
    }
}
