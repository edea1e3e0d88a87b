import CCurl

/// What a result of libcurl means to soralib.
///
/// Source: libcurl-errors(3).
struct CurlReason {
    let reason: TransportFailure.Reason

    /// Classes a result.
    ///
    /// - Parameters:
    ///   - code: the result, not `CURLE_OK`.
    ///   - mayHaveLeft: whether the connection stood and the request was begun.
    ///   - isProxied: whether the connection is to a proxy.
    init(_ code: CURLcode, mayHaveLeft: Bool, isProxied: Bool) {
        reason =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST: .resolve
            case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxy
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
                CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
                CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_USE_SSL_FAILED:
                .tls
            case CURLE_URL_MALFORMAT: .badURL
            // Not HTTP/1: HTTP/0.9, or something else.
            case CURLE_UNSUPPORTED_PROTOCOL: mayHaveLeft ? .protocolError : .badURL
            case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
                .protocolError
            // 100 is CURLE_TOO_LARGE, of 8.6.
            case CURLE_FILESIZE_EXCEEDED, CURLcode(rawValue: 100): .tooLarge
            case CURLE_FAILED_INIT: .unavailable
            default: mayHaveLeft ? .interrupted : isProxied ? .proxy : .connect
            }
    }
}
