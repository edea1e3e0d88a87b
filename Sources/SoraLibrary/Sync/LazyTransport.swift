import SoraHTTP
import Synchronization

/// Makes the transport at the first request: a sync with nothing to do loads no network library.
final class LazyTransport: Transport {
    private let make: @Sendable () -> any Transport
    private let made = Mutex<(any Transport)?>(nil)

    init(make: @escaping @Sendable () -> any Transport) {
        self.make = make
    }

    /// Lets go of the transport, and of its connections; the next request makes another.
    func close() { made.withLock { $0 = nil } }

    func send(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse {
        let transport = made.withLock { made in
            let transport = made ?? make()
            made = transport
            return transport
        }
        return try await transport.send(request, into: sink)
    }
}
