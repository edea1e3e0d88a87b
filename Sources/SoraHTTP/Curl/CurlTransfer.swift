import CCurl

/// One request while it is carried out: the handle of libcurl, and what is known so far.
final class CurlTransfer {
    let order: CurlOrder
    let handle: CurlHandle
    let exchange: HTTPExchange

    /// Prepares a transfer; nothing is sent yet.
    ///
    /// - Throws: `TransportFailure` when libcurl does not take the request.
    init(_ order: CurlOrder, _ library: CurlLibrary) throws(TransportFailure) {
        guard let handle = CurlHandle(library) else { throw .noMemory }
        self.order = order
        self.handle = handle
        exchange = HTTPExchange(
            order.request, url: order.url, isDirect: order.route == .direct, sink: order.sink)
        handle.apply(order)
        handle.connectCallbacks(to: exchange)
        if let refused = handle.refused {
            throw TransportFailure(
                refused.code == CURLE_SSL_CACERT_BADFILE ? .tls : .unavailable,
                requestMayHaveLeft: false,
                message: "libcurl does not take option \(refused.option.rawValue): "
                    + handle.words(for: refused.code))
        }
    }

    /// The outcome when libcurl has ended the transfer.
    func result(_ code: CURLcode) -> Result<HTTPResponse, TransportFailure> {
        if let stop = exchange.stop { return .failure(exchange.failure(stop)) }
        if code == CURLE_OK {
            if let response = exchange.response { return .success(response) }
            return .failure(
                failure(.interrupted, "the connection ended before the header of a response"))
        }
        if code == CURLE_SEND_FAIL_REWIND {
            // libcurl wanted to send the body again, and was given no way back to its start.
            return .failure(failure(.interrupted, HTTPExchange.notSentAgain))
        }
        if code == CURLE_OUT_OF_MEMORY, exchange.requestMayHaveLeft, exchange.response == nil {
            // So libcurl before 8.6 calls a line of more than 100 KiB.
            return .failure(failure(.tooLarge, "a line of the header is too long"))
        }
        let reason = CurlReason(
            code, mayHaveLeft: exchange.requestMayHaveLeft, isProxied: order.route != .direct)
        if let refusal = exchange.addressRefusal, !exchange.requestMayHaveLeft {
            return .failure(failure(.forbiddenAddress, refusal))
        }
        return .failure(failure(reason.reason, handle.words(for: code)))
    }

    /// The outcome when soralib ends the transfer.
    func cancelled(_ why: TransportFailure) -> Result<HTTPResponse, TransportFailure> {
        .failure(failure(why.reason, why.message))
    }

    /// The outcome when libcurl as a whole fails.
    func brokenOff() -> Result<HTTPResponse, TransportFailure> {
        .failure(failure(.interrupted, "libcurl failed"))
    }

    private func failure(_ reason: TransportFailure.Reason, _ words: String) -> TransportFailure {
        exchange.failure(HTTPExchange.Stop(reason, scrubbed(words)))
    }

    /// The words without the query, should libcurl ever quote the URL; of the proxy's password it
    /// cannot, for it is handed over apart from the address.
    private func scrubbed(_ words: String) -> String {
        guard let query = order.url.query, !query.isEmpty else { return words }
        return words.replacing("?\(query)", with: "?…=REDACTED")
    }
}
