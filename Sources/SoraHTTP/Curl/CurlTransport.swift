import Synchronization

/// Sends requests with libcurl, all of them on one thread that the first request starts.
///
/// What it keeps to, for the sake of requests that charge: HTTP/1.1; no redirect is followed; no
/// request is sent twice, also when a reused connection dies; nothing leaves before `willSend`.
/// The file system's and libcurl's own settings (`.netrc`, cookies, `~/.curlrc`) play no part.
///
/// Proxies are taken from the environment, except for loopback. Through a proxy the connected
/// address is the proxy's; so, unless the policy is `.any`, the name is looked up here, the
/// address is checked, and the proxy is told to connect to that address and not to the name.
///
/// `willSend` and the sink run on that thread: what blocks there holds up the other transfers.
package final class CurlTransport: Transport {
    private let engine = CurlEngine()
    private let userAgent: String
    private let proxies: ProxySettings
    private let load: @Sendable () -> Result<CurlLibrary, TransportFailure>

    /// Makes a transport; nothing is loaded or started yet.
    ///
    /// - Parameters:
    ///   - version: soralib's version, for the field `User-Agent`.
    ///   - proxies: where proxies come from.
    package convenience init(version: String, proxies: ProxySettings = .ofProcess()) {
        self.init(version: version, proxies: proxies) { CurlLibrary.loaded }
    }

    init(
        version: String, proxies: ProxySettings,
        load: @escaping @Sendable () -> Result<CurlLibrary, TransportFailure>
    ) {
        userAgent = "soralib/\(version)"
        self.proxies = proxies
        self.load = load
    }

    deinit { engine.shutDown() }

    /// The version of libcurl, which is loaded for it.
    ///
    /// - Throws: `TransportFailure` when it cannot be loaded.
    package static func libraryVersion() throws(TransportFailure) -> String {
        try CurlLibrary.loaded.get().version
    }

    /// Ends every transfer as cancelled, closes all connections and ends the thread, soon after.
    package func shutdown() { engine.shutDown() }

    package func send(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse {
        let url = try request.checked()
        let library = try load().get()
        let route = try await HTTPRoute.choose(for: request, url: url, proxies: proxies)
        if Task.isCancelled { throw .cancelled }
        let ticket = CancellationTicket()
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                engine.submit(
                    CurlOrder(
                        request: request, url: url, route: route, userAgent: userAgent,
                        sink: sink, ticket: ticket, waiter: waiter),
                    library: library)
            }
        } onCancel: {
            ticket.cancel()
            engine.wake()
        }
        return try answer.get()
    }
}
