import Testing

@testable import SoraHTTP

struct ProxyTests {
    private func transport(_ environment: [String: String]) -> CurlTransport {
        CurlTransport(version: "1.2.3", proxies: ProxySettings(environment: environment))
    }

    @Test(
        arguments: [
            ("http://h/", ["http_proxy": "p:1"], "http://p:1"),
            ("http://h/", ["HTTP_PROXY": "p:1"], nil),
            ("https://h/", ["http_proxy": "p:1"], nil),
            ("https://h/", ["HTTPS_PROXY": "https://p"], "https://p:443"),
            (
                "https://h/", ["https_proxy": "http://a", "HTTPS_PROXY": "http://b"],
                "http://a:1080"
            ),
            ("https://h/", ["ALL_PROXY": "socks5h://p:9"], "socks5h://p:9"),
            ("https://h/", ["https_proxy": "", "all_proxy": "p:2/"], "http://p:2"),
            ("https://h/", ["https_proxy": "p:1", "no_proxy": "*"], nil),
            ("https://a.b.c/", ["https_proxy": "p:1", "no_proxy": "x, b.c"], nil),
            ("https://a.b.c/", ["https_proxy": "p:1", "no_proxy": ".B.c."], nil),
            ("https://ab.c/", ["https_proxy": "p:1", "no_proxy": "b.c"], "http://p:1"),
            ("https://10.1.2.3/", ["https_proxy": "p:1", "no_proxy": "10.0.0.0/8"], nil),
            ("https://11.1.2.3/", ["https_proxy": "p:1", "NO_PROXY": "10.0.0.0/8"], "http://p:1"),
            ("https://[fd00::1]/", ["https_proxy": "p:1", "no_proxy": "[fd00::1]"], nil),
            ("https://localhost/", ["https_proxy": "p:1"], nil),
            ("http://x.localhost./", ["http_proxy": "p:1"], nil),
            ("http://127.0.0.2/", ["http_proxy": "p:1"], nil),
            ("http://[::1]/", ["http_proxy": "p:1"], nil),
        ] as [(String, [String: String], String?)])
    func `the environment names the proxy of a URL`(
        url: String, environment: [String: String], proxy: String?
    ) throws {
        let settings = ProxySettings(environment: environment)
        #expect(try settings.proxy(for: HTTPURL(url))?.address == proxy)
    }

    @Test func `user name and password are kept apart`() throws {
        let proxy = try HTTPProxy("http://us%40er:pa%3Ass@p:3128", variable: "x")
        #expect(proxy.address == "http://p:3128")
        #expect(proxy.user == "us@er")
        #expect(proxy.password == "pa:ss")
    }

    @Test(arguments: ["ftp://user:secret@p", "http://user:secret@", "http://user:secret@p:x"])
    func `a proxy that is none is named by its variable`(value: String) async throws {
        let failure = try await failed(
            request(.get, "http://h/") { $0.destination = .any },
            by: transport(["http_proxy": value]))
        #expect(failure.reason == .proxy)
        #expect(!failure.requestMayHaveLeft)
        #expect(failure.message.contains("http_proxy"))
        #expect(!failure.message.contains("secret"))
    }

    @Test func `a proxy is told the address that was checked, not the name`() async throws {
        let proxy = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 Connected\r\nX-Proxy: 1\r\n\r\n")
            connection.readRequest()
            connection.answer("through")
        }
        let response = try await transport(["http_proxy": "http://u:p@127.0.0.1:\(proxy.port)"])
            .send(request(.get, "http://93.184.216.34/x") { $0.destination = .publicOnly })
        #expect(response.text == "through")
        #expect(response.headers["x-proxy"] == nil)
        #expect(proxy.seen.requests[0].lines[0] == "CONNECT 93.184.216.34:80 HTTP/1.1")
        #expect(proxy.seen.requests[0].values(of: "proxy-authorization") == ["Basic dTpw"])
        #expect(proxy.seen.requests[1].lines[0] == "GET /x HTTP/1.1")
        #expect(proxy.seen.requests[1].values(of: "proxy-authorization") == [])
    }

    @Test func `for https too the proxy is told the address`() async throws {
        let proxy = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 Connected\r\n\r\n")
        }
        let failure = try await failed(
            request(.post, "https://93.184.216.34/x", body: "{}") { $0.destination = .publicOnly },
            by: transport(["https_proxy": "127.0.0.1:\(proxy.port)"]))
        #expect(!failure.requestMayHaveLeft)
        #expect(
            proxy.seen.requests.map(\.lines[0]) == ["CONNECT 93.184.216.34:443 HTTP/1.1"])
    }

    @Test(arguments: ["10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]"])
    func `a proxy is no way around the policy`(host: String) async throws {
        let proxy = try RawServer { $0.awaitEnd() }
        let failure = try await failed(
            request(.get, "http://\(host)/") { $0.destination = .publicOnly },
            by: transport(["http_proxy": "127.0.0.1:\(proxy.port)"]))
        #expect(failure.reason == .forbiddenAddress, "\(failure)")
        #expect(proxy.seen.connections == 0)
    }

    @Test func `with any address allowed the proxy gets the name`() async throws {
        let proxy = try RawServer { connection in
            connection.readRequest()
            connection.answer("named")
        }
        let response = try await transport(["http_proxy": "127.0.0.1:\(proxy.port)"])
            .send(request(.get, "http://name.invalid/x") { $0.destination = .any })
        #expect(response.text == "named")
        #expect(proxy.seen.requests[0].lines[0] == "GET http://name.invalid/x HTTP/1.1")
    }

    @Test func `a proxy that refuses the tunnel saw nothing of the request`() async throws {
        let proxy = try RawServer { connection in
            connection.readRequest()
            connection.answer("no", status: "407 Proxy Authentication Required")
        }
        let failure = try await failed(
            request(.post, "https://name.invalid/x", body: "{}", connection: .fresh) {
                $0.destination = .any
            }, by: transport(["https_proxy": "http://user:secret@127.0.0.1:\(proxy.port)"]))
        #expect(failure.reason == .proxy, "\(failure)")
        #expect(!failure.requestMayHaveLeft)
        #expect(!failure.message.contains("secret"))
        #expect(proxy.seen.requests.count == 1)
    }

    @Test func `a proxy that is not there is the proxy's failure`() async throws {
        let port = try RawServer.freePort()
        let failure = try await failed(
            request(.get, "http://name.invalid/") { $0.destination = .any },
            by: transport(["http_proxy": "127.0.0.1:\(port)"]))
        #expect(failure.reason == .proxy)
        #expect(!failure.requestMayHaveLeft)
    }

    @Test func `a name without address behind a proxy is not asked for`() async throws {
        let proxy = try RawServer { $0.awaitEnd() }
        let failure = try await failed(
            request(.get, "http://does-not-exist.invalid/") { $0.destination = .publicOnly },
            by: transport(["http_proxy": "127.0.0.1:\(proxy.port)"]))
        #expect([.resolve, .timeout].contains(failure.reason), "\(failure)")
        #expect(proxy.seen.connections == 0)
    }
}
