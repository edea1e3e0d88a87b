/// The rules of one exchange, apart from the library that moves its bytes.
///
/// Used on one thread at a time. Each question that is answered with no ends the exchange; `stop`
/// then tells why.
final class HTTPExchange {
    /// Why soralib ended the exchange.
    struct Stop {
        var reason: TransportFailure.Reason
        var words: String
        var underlying: (any Error)?

        init(
            _ reason: TransportFailure.Reason, _ words: String, underlying: (any Error)? = nil
        ) {
            self.reason = reason
            self.words = words
            self.underlying = underlying
        }
    }

    /// What is said when the library wanted to send the request again.
    static let notSentAgain =
        "the connection ended before a response; the request was not sent a second time"

    private let request: HTTPRequest
    private let url: HTTPURL
    private let isDirect: Bool
    private let sink: (any BodySink)?
    private var head: HTTPHeadCollector
    private var address: String?
    private var bodyGiven = 0

    /// True from the moment in which `willSend` has returned.
    ///
    /// Before it there is a connection at most: names were looked up, sockets opened, TLS spoken,
    /// a proxy asked for a tunnel, but no byte of the request was handed to any of them.
    private(set) var requestMayHaveLeft = false
    /// The response, once its header is complete.
    private(set) var response: HTTPResponse?
    /// Why soralib ended the exchange, if it did.
    private(set) var stop: Stop?
    /// Why the last address that was refused was refused.
    private(set) var addressRefusal: String?

    /// Begins.
    ///
    /// - Parameters:
    ///   - request: what is sent.
    ///   - url: its URL, checked.
    ///   - isDirect: whether the connection is to the server itself, and not to a proxy.
    ///   - sink: takes the body, if not collected.
    init(_ request: HTTPRequest, url: HTTPURL, isDirect: Bool, sink: (any BodySink)?) {
        self.request = request
        self.url = url
        self.isDirect = isDirect
        self.sink = sink
        head = HTTPHeadCollector(limit: request.limits.headerBytes)
    }

    /// Whether a socket to that address may be opened; `nil` is an address that is no IP address.
    func mayConnect(to address: NumericAddress?) -> Bool {
        guard isDirect else { return true }
        guard let address else {
            addressRefusal = "\(url.host) stands for something that is no internet address"
            return false
        }
        if request.destination.allows(address) { return true }
        addressRefusal = request.destination.refusal(of: address, host: url.host)
        return false
    }

    /// Whether the request may begin, on a connection to that address.
    ///
    /// A connection that is used again was opened under the policy of another request, so the
    /// address is checked once more.
    func mayBegin(at text: String) -> Bool {
        if requestMayHaveLeft {
            return end(.interrupted, Self.notSentAgain)
        }
        let number = NumericAddress(text)
        guard request.destination == .any || mayConnect(to: number) else {
            return end(.forbiddenAddress, addressRefusal ?? "\(text) may not be connected to")
        }
        address = text
        do {
            try request.willSend?()
        } catch {
            return end(.stopped, "stopped before the request was sent: \(error)", error)
        }
        requestMayHaveLeft = true
        return true
    }

    /// Copies the next part of the request's body; 0 is its end.
    func giveBody(into room: UnsafeMutableRawBufferPointer) -> Int {
        guard let body = request.body else { return 0 }
        let count = min(room.count, body.count - bodyGiven)
        unsafe body.withUnsafeBytes { bytes in
            let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[bodyGiven..<bodyGiven + count])
            unsafe room.copyMemory(from: part)
        }
        bodyGiven += count
        return count
    }

    /// Takes one line of the header, with its line end.
    func takeHeader(_ line: [UInt8]) -> Bool {
        do throws(HTTPHeadError) {
            guard try head.take(line) else { return true }
        } catch {
            return end(error.isTooLarge ? .tooLarge : .protocolError, error.words)
        }
        let response = HTTPResponse(
            status: head.status, headers: head.headers, address: address)
        self.response = response
        if let declared = response.declaredBytes, hasBody(response),
            declared > request.limits.bodyBytes
        {
            return endTooLarge("declares \(declared) bytes")
        }
        return feed { try $0.begin(response) }
    }

    /// Takes a part of the response's body.
    func takeBody(_ part: UnsafeRawBufferPointer) -> Bool {
        guard let soFar = response?.bodyBytes else {
            return end(.protocolError, "a body came before its header")
        }
        let count = Int64(part.count)
        guard soFar + count <= request.limits.bodyBytes else {
            return endTooLarge("goes on after \(soFar) bytes")
        }
        if sink == nil {
            unsafe response?.body.append(contentsOf: part)
        } else if !feed({ unsafe try $0.write(RawSpan(_unsafeBytes: part)) }) {
            return false
        }
        response?.bodyBytes = soFar + count
        return true
    }

    /// The failure of this exchange, with what is known of its response.
    func failure(_ stop: Stop) -> TransportFailure {
        TransportFailure(
            stop.reason, requestMayHaveLeft: requestMayHaveLeft, partial: response,
            message: "\(stop.words) (\(request.method.rawValue) \(url.redacted))",
            underlying: stop.underlying)
    }

    private func feed(_ call: (any BodySink) throws -> Void) -> Bool {
        guard let sink else { return true }
        do {
            try call(sink)
            return true
        } catch {
            return end(.stopped, "stopped by the taker of the body: \(error)", error)
        }
    }

    /// Whether a body may follow that header (RFC 9112, section 6.3).
    private func hasBody(_ response: HTTPResponse) -> Bool {
        request.method != .head && response.status != 204 && response.status != 304
    }

    private func endTooLarge(_ words: String) -> Bool {
        end(
            .tooLarge,
            "the body \(words), and the limit is \(request.limits.bodyBytes) bytes")
    }

    /// Ends the exchange; the first reason counts.
    private func end(
        _ reason: TransportFailure.Reason, _ words: String, _ underlying: (any Error)? = nil
    ) -> Bool {
        if stop == nil { stop = Stop(reason, words, underlying: underlying) }
        return false
    }
}
