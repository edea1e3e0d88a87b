import CCurl

extension CurlHandle {
    /// Sets everything that a request asks for, and everything that no request may do.
    func apply(_ order: CurlOrder) {
        setRules()
        setRequest(order.request, order.url)
        setRoute(order.route, port: order.url.effectivePort)
        setLimits(order.request.limits)
        setTrust(order.request.certificateAuthority)
        set(CURLOPT_USERAGENT, order.userAgent)
        let isFresh = order.request.connection == .fresh
        set(CURLOPT_FRESH_CONNECT, isFresh)
        set(CURLOPT_FORBID_REUSE, isFresh)
    }

    /// The rules that hold for every request.
    private func setRules() {
        note(CURLOPT_PROTOCOLS_STR, unsafe sora_curl_limit_protocols(library.functions, easy))
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_HTTP09_ALLOWED, false)
        set(CURLOPT_FOLLOWLOCATION, false)
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, true)
        // Or libcurl would shorten a path with dots in it.
        set(CURLOPT_PATH_AS_IS, true)
        set(CURLOPT_HTTP_CONTENT_DECODING, false)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        set(CURLOPT_NOSIGNAL, true)
        set(CURLOPT_NOPROGRESS, true)
        // An answer to a submit may take minutes, longer than a router remembers a connection.
        set(CURLOPT_TCP_KEEPALIVE, true)
        set(CURLOPT_BUFFERSIZE, 131_072)
    }

    private func setRequest(_ request: HTTPRequest, _ url: HTTPURL) {
        set(CURLOPT_URL, url.text)
        switch request.method {
        case .get: set(CURLOPT_HTTPGET, true)
        case .head: set(CURLOPT_NOBODY, true)
        case .post: set(CURLOPT_POST, true)
        case .delete:
            if request.body != nil { set(CURLOPT_POST, true) }
            set(CURLOPT_CUSTOMREQUEST, "DELETE")
        }
        if request.method == .post || request.body != nil {
            set(CURLOPT_POSTFIELDSIZE_LARGE, bytes: Int64(request.body?.count ?? 0))
        }
        // An empty value takes a field away; libcurl re-sends after 417 where it sent Expect.
        var lines = ["Expect:"]
        if request.headers["content-type"] == nil { lines.append("Content-Type:") }
        lines += request.headers.fields.map { field in
            let value = field.value.trimmingHTTPSpace()
            return value.isEmpty ? "\(field.name);" : "\(field.name): \(value)"
        }
        set(CURLOPT_HTTPHEADER, lines: lines)
    }

    private func setRoute(_ route: HTTPRoute, port: Int) {
        // Both set, so that libcurl does not look into the environment.
        set(CURLOPT_NOPROXY, "")
        guard case .proxy(let proxy, let pin) = route else {
            set(CURLOPT_PROXY, "")
            return
        }
        set(CURLOPT_PROXY, proxy.address)
        set(CURLOPT_PROXYUSERNAME, proxy.user)
        set(CURLOPT_PROXYPASSWORD, proxy.password)
        set(CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let pin {
            let address = pin.bytes.count == 16 ? "[\(pin)]" : "\(pin)"
            // For every host and port; only a tunnel (CONNECT) leads there through an HTTP proxy.
            set(CURLOPT_CONNECT_TO, lines: ["::\(address):\(port)"])
            set(CURLOPT_HTTPPROXYTUNNEL, true)
        }
    }

    private func setLimits(_ limits: HTTPLimits) {
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(limits.connectSeconds))
        if let total = limits.totalSeconds { set(CURLOPT_TIMEOUT_MS, Self.milliseconds(total)) }
        if limits.minimumRate > 0, limits.rateSeconds > 0 {
            set(CURLOPT_LOW_SPEED_LIMIT, limits.minimumRate)
            set(CURLOPT_LOW_SPEED_TIME, limits.rateSeconds)
        }
    }

    private func setTrust(_ authority: String?) {
        set(CURLOPT_SSL_VERIFYPEER, true)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        guard let authority else { return }
        set(CURLOPT_CAINFO, authority)
        // Debian's libcurl also trusts this folder unless told otherwise.
        set(CURLOPT_CAPATH, nil)
    }

    /// At least 1, for 0 means libcurl's default.
    private static func milliseconds(_ seconds: Double) -> Int {
        Int((min(max(seconds, 0.001), 2_000_000) * 1000).rounded(.up))
    }
}
