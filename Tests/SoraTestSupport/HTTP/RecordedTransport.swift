import Foundation
package import SoraHTTP
import Synchronization

/// A transport that replays a recording, or makes one through another transport.
///
/// A recording is JSON, one exchange a line, in the order of the requests. Replayed, a request must
/// have the method and URL of its line.
package final class RecordedTransport: Transport {
    private let exchanges: Mutex<[RecordedExchange]>
    private let next = Mutex(0)
    private let recorder: (any Transport)?
    private let secrets: [String]

    /// Replays the lines of a recording.
    ///
    /// - Throws: `DecodingError` for a line that is no exchange.
    package init(replaying lines: String) throws {
        let decoder = JSONDecoder()
        let exchanges = try lines.split(whereSeparator: \.isNewline).map {
            try decoder.decode(RecordedExchange.self, from: Data($0.utf8))
        }
        self.exchanges = Mutex(exchanges)
        recorder = nil
        secrets = []
    }

    /// Sends through another transport and writes down what happens.
    ///
    /// - Parameters:
    ///   - transport: sends the requests.
    ///   - secrets: texts that are masked wherever they stand; fields like `Authorization` are
    ///     masked without being named here.
    package init(recording transport: any Transport, secrets: [String] = []) {
        exchanges = Mutex([])
        recorder = transport
        self.secrets = secrets
    }

    /// The recording so far.
    ///
    /// - Throws: `EncodingError`.
    package func lines() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try exchanges.withLock { $0 }
            .map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }
            .joined()
    }

    package func send(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse {
        if let recorder { return try await record(request, into: sink, through: recorder) }
        return try await replay(request, into: sink)
    }

    private func record(
        _ request: HTTPRequest, into sink: (any BodySink)?, through transport: any Transport
    ) async throws(TransportFailure) -> HTTPResponse {
        var exchange = RecordedExchange(request, secrets: secrets)
        let tee = sink.map(TeeSink.init)
        do throws(TransportFailure) {
            let response = try await transport.send(request, into: tee)
            exchange.take(response, body: tee?.bytes ?? response.body, secrets: secrets)
            add(exchange)
            return response
        } catch {
            if let partial = error.partial {
                exchange.take(partial, body: tee?.bytes ?? partial.body, secrets: secrets)
            }
            exchange.failure = RecordedExchange.Failure(
                reason: error.reason.rawValue, requestMayHaveLeft: error.requestMayHaveLeft,
                message: RecordedExchange.masked(error.message, secrets))
            add(exchange)
            throw error
        }
    }

    private func add(_ exchange: RecordedExchange) {
        exchanges.withLock { $0.append(exchange) }
    }

    private func replay(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse {
        let number = next.withLock { next in
            defer { next += 1 }
            return next
        }
        let line = exchanges.withLock { $0.indices.contains(number) ? $0[number] : nil }
        guard let line, line.method == request.method.rawValue, line.url == request.url else {
            throw TransportFailure(
                .connect, requestMayHaveLeft: false,
                message: "line \(number + 1) of the recording is "
                    + (line.map { "\($0.method) \($0.url)" } ?? "missing")
                    + ", asked was \(request.method.rawValue) \(request.url)")
        }
        return try await ScriptedTransport([Self.answer(line)]).send(request, into: sink)
    }

    private static func answer(_ line: RecordedExchange) -> ScriptedAnswer {
        guard let failure = line.failure else { return ScriptedAnswer(response: line.response) }
        let reason = TransportFailure.Reason(rawValue: failure.reason) ?? .protocolError
        let point: ScriptedAnswer.FailurePoint =
            if let partial = line.response {
                .midBody(after: partial.body.count)
            } else if failure.requestMayHaveLeft {
                .afterSend
            } else {
                .beforeConnect
            }
        return ScriptedAnswer(response: line.response, failure: (reason, point))
    }
}

/// Hands a body on, and keeps a copy.
private final class TeeSink: BodySink {
    private let sink: any BodySink
    private let copy = Mutex<[UInt8]>([])

    init(_ sink: any BodySink) {
        self.sink = sink
    }

    var bytes: [UInt8] { copy.withLock { $0 } }

    func begin(_ head: HTTPResponse) throws { try sink.begin(head) }

    func write(_ bytes: RawSpan) throws {
        let part = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        copy.withLock { $0 += part }
        try sink.write(bytes)
    }
}
