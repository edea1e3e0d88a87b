import SoraHTTP
import Synchronization
import Testing

/// A transport that knows no proxy, whatever the environment says.
func plainTransport() -> CurlTransport {
    CurlTransport(version: "1.2.3", proxies: ProxySettings(environment: [:]))
}

/// A request to this machine, with short limits.
func request(
    _ method: HTTPRequest.Method, _ url: String, body: String? = nil,
    connection: HTTPRequest.Connection = .reusable,
    adjust: (inout HTTPRequest) -> Void = { _ in }
) -> HTTPRequest {
    var request = HTTPRequest(
        method, url, body: body.map { Array($0.utf8) }, connection: connection,
        limits: HTTPLimits(
            connectSeconds: 5, totalSeconds: 20, minimumRate: 0, rateSeconds: 0,
            headerBytes: 65_536, bodyBytes: 1 << 30),
        destination: .loopbackOnly)
    adjust(&request)
    return request
}

/// Sends what must fail, and gives the failure.
func failed(
    _ request: HTTPRequest, by transport: any Transport = plainTransport(),
    into sink: (any BodySink)? = nil, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> TransportFailure {
    let error = await #expect(throws: TransportFailure.self, sourceLocation: sourceLocation) {
        _ = try await transport.send(request, into: sink)
    }
    return try #require(error, sourceLocation: sourceLocation)
}

/// Counts calls.
final class Counter: Sendable {
    private let state = Mutex(0)
    var value: Int { state.withLock { $0 } }
    func add() { state.withLock { $0 += 1 } }
}

/// Waits until a condition holds, 10 s at most.
func wait(until condition: @Sendable () -> Bool) async throws {
    for _ in 0..<1000 {
        if condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("waited in vain")
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
