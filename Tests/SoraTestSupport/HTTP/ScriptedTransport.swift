package import SoraHTTP
import Synchronization

/// A transport that answers from a script and remembers what was asked.
///
/// It keeps the order of a real one: checks of the request, `willSend`, the sink's `begin`, the
/// body in parts. A request beyond the script fails as `.connect`.
package final class ScriptedTransport: Transport {
    private struct State {
        var requests: [HTTPRequest] = []
        var sent = 0
    }

    private let state = Mutex(State())
    private let script: @Sendable (HTTPRequest, Int) -> ScriptedAnswer?

    /// Answers with the items of a list, one a request.
    package convenience init(_ answers: [ScriptedAnswer]) {
        self.init { _, number in answers.indices.contains(number) ? answers[number] : nil }
    }

    /// Answers with what a function gives for a request and its number, counted from 0.
    package init(_ script: @escaping @Sendable (HTTPRequest, Int) -> ScriptedAnswer?) {
        self.script = script
    }

    /// Every request, in order, also those that failed before they were sent.
    package var requests: [HTTPRequest] { state.withLock { $0.requests } }

    /// How many requests passed `willSend`: what a service would have counted.
    package var sentCount: Int { state.withLock { $0.sent } }

    package func send(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse {
        let number = state.withLock { state in
            state.requests.append(request)
            return state.requests.count - 1
        }
        _ = try request.checked()
        let name = "\(request.method.rawValue) \(request.url)"
        guard let answer = script(request, number) else {
            throw failure(.connect, false, "no answer is scripted for request \(number), \(name)")
        }
        if Task.isCancelled { throw failure(.cancelled, false, name) }
        if let failing = answer.failure, failing.point == .beforeConnect {
            throw failure(failing.reason, false, name)
        }
        do {
            try request.willSend?()
        } catch {
            throw failure(.stopped, false, "willSend: \(error)", underlying: error)
        }
        state.withLock { $0.sent += 1 }
        do {
            try await answer.meanwhile?()
        } catch {
            throw failure(.cancelled, true, name, underlying: error)
        }
        if Task.isCancelled { throw failure(.cancelled, true, name) }
        if let failing = answer.failure, failing.point == .afterSend {
            throw failure(failing.reason, true, name)
        }
        return try play(answer, to: request, into: sink)
    }

    private func play(
        _ answer: ScriptedAnswer, to request: HTTPRequest, into sink: (any BodySink)?
    ) throws(TransportFailure) -> HTTPResponse {
        guard let whole = answer.response else {
            throw failure(.protocolError, true, "the scripted answer has no response")
        }
        var seen = HTTPResponse(
            status: whole.status, headers: whole.headers, address: whole.address)
        let body = request.method == .head ? [] : whole.body
        if Int64(body.count) > request.limits.bodyBytes {
            throw failure(.tooLarge, true, "the scripted body is too large", partial: seen)
        }
        var end = body.count
        if case .midBody(let bytes)? = answer.failure?.point { end = min(bytes, end) }
        do {
            try sink?.begin(seen)
            for start in stride(from: 0, to: end, by: max(1, answer.chunkBytes)) {
                let part = Array(body[start..<min(end, start + max(1, answer.chunkBytes))])
                if let sink {
                    try unsafe sink.write(part.span.bytes)
                } else {
                    seen.body += part
                }
                seen.bodyBytes += Int64(part.count)
            }
        } catch {
            throw failure(.stopped, true, "sink: \(error)", partial: seen, underlying: error)
        }
        if let failing = answer.failure {
            throw failure(failing.reason, true, "scripted", partial: seen)
        }
        return seen
    }

    private func failure(
        _ reason: TransportFailure.Reason, _ mayHaveLeft: Bool, _ message: String,
        partial: HTTPResponse? = nil, underlying: (any Error)? = nil
    ) -> TransportFailure {
        TransportFailure(
            reason, requestMayHaveLeft: mayHaveLeft, partial: partial, message: message,
            underlying: underlying)
    }
}
