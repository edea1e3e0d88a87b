import SoraHTTP
import SoraModel
import SoraProviders
import Testing

/// Addresses of services, and of what they name.
struct BaseURLTests {
    @Test(arguments: [
        ("https://api.openai.com", "https://api.openai.com"),
        ("https://api.openai.com/", "https://api.openai.com"),
        ("https://api.openai.com/v1", "https://api.openai.com"),
        ("https://api.openai.com/v1/", "https://api.openai.com"),
        (" HTTPS://API.OpenAI.com:443//v1// ", "https://api.openai.com"),
        ("https://h.example/kyyReactApiServer", "https://h.example/kyyReactApiServer"),
        ("https://h.example/kyyReactApiServer/v1", "https://h.example/kyyReactApiServer"),
        ("https://h.example:8443/a/v1x", "https://h.example:8443/a/v1x"),
        ("http://127.0.0.1:8080/openai", "http://127.0.0.1:8080/openai"),
        ("http://localhost:80", "http://localhost"),
        ("http://[::1]:9000/", "http://[::1]:9000"),
        ("http://127.8.9.1", "http://127.8.9.1"),
        ("https://8.8.8.8", "https://8.8.8.8"),
    ])
    func `a base URL is what stands before v1, in one form`(
        text: String, expected: String
    ) throws {
        let base = try BaseURL(text, allowPrivate: false)
        #expect(base.text == expected)
        #expect(try BaseURL(base.text, allowPrivate: false) == base)
    }

    @Test(arguments: [
        ("api.openai.com", "has no scheme"),
        ("ftp://h.example", "its scheme is ftp"),
        ("https://", "it has no host"),
        ("https://user:pw@h.example", "it has a user or password"),
        ("https://h.example/?a=1", "it has a query"),
        ("https://h.example/#x", "it has a fragment"),
        ("https://h.example:0", "its port is not"),
        ("https://h.example:99999", "its port is not"),
        ("https://h.example/a/../b", "its path has . or .."),
        ("https://h.example/%2e%2E/b", "its path has . or .."),
        ("https://h exa.mple", "it has spaces"),
        ("https://hé.example", "letters beyond ASCII"),
        ("https://h.example\\@evil.example", "backslashes"),
        ("http://api.example.com", "http would send the key in the clear"),
        ("https://10.0.0.5", "10.0.0.5 is a private address"),
        ("http://192.168.1.1", "192.168.1.1 is a private address"),
        ("http://169.254.169.254", "is a private address"),
        ("http://100.64.0.1", "is a private address"),
        ("http://172.31.0.1", "is a private address"),
        ("http://0.0.0.0", "is a private address"),
        ("https://[fd00::1]", "is a private address"),
        ("https://[fe80::1]", "is a private address"),
        ("https://[::ffff:10.0.0.1]", "is a private address"),
        ("https://[64:ff9b::a00:1]", "is a private address"),
        ("https://[::]", "is a private address"),
        ("https://2130706433", "neither a host name nor an address"),
        ("https://0x7f.1", "neither a host name nor an address"),
        ("https://127.1", "neither a host name nor an address"),
        ("https://0177.0.0.1", "neither a host name nor an address"),
        ("https://[::1%25eth0]", "neither a host name nor an address"),
        ("https://[1::2::3]", "neither a host name nor an address"),
        ("https://a..b", "neither a host name nor an address"),
    ])
    func `an address that would not do is refused with its reason`(text: String, problem: String) {
        #expect(message { try BaseURL(text, allowPrivate: false) }.contains(problem))
    }

    @Test func `all problems are named at once, without the password`() {
        let text = message { try BaseURL("http://u:secret@10.0.0.1:x/?q#f", allowPrivate: false) }
        #expect(
            text == """
                the base URL http://…@10.0.0.1:x/?q#f has 5 problems:
                  - it has a user or password; a key is given with --key-env or the like
                  - it has a query (what follows ?)
                  - it has a fragment (what follows #)
                  - its port is not a number from 1 to 65535
                  - 10.0.0.1 is a private address; add --allow-private if it is really meant
                """)
    }

    @Test(arguments: ["http://10.0.0.5:8000/v1", "http://gateway.lan", "https://[fd00::1]"])
    func `a provider in one's own network is accepted when that is said`(text: String) throws {
        let base = try BaseURL(text, allowPrivate: true)
        #expect(base.destination == .any)
        #expect(!base.isLoopback)
    }

    @Test(arguments: [
        "http://127.0.0.1", "http://localhost", "http://[::1]", "http://[::ffff:127.0.0.1]",
    ])
    func `loopback is known in every form`(text: String) throws {
        let base = try BaseURL(text, allowPrivate: false)
        #expect(base.isLoopback)
        #expect(base.destination == .loopbackOnly)
    }

    @Test(
        arguments: [
            ("https://api.example.com", false, "https://cdn.example/x", AddressPolicy.publicOnly),
            ("https://api.example.com", false, "http://cdn.example/x", nil),
            ("https://api.example.com", false, "https://127.0.0.1/x", nil),
            ("https://api.example.com", false, "https://localhost/x", nil),
            ("https://api.example.com", false, "https://169.254.169.254/x", nil),
            ("https://api.example.com", false, "https://2130706433/x", nil),
            ("https://api.example.com", false, "file:///etc/passwd", nil),
            ("https://api.example.com", false, "gopher://h/x", nil),
            ("https://api.example.com", false, "https://u:p@cdn.example/x", nil),
            ("http://127.0.0.1:1", false, "http://127.0.0.1:2/x", .loopbackOnly),
            ("http://127.0.0.1:1", false, "https://cdn.example/x", .publicOrLoopback),
            ("http://127.0.0.1:1", false, "http://cdn.example/x", nil),
            ("http://127.0.0.1:1", false, "http://10.0.0.1/x", nil),
            ("http://10.0.0.5", true, "http://10.0.0.5:9000/x", .any),
            ("http://10.0.0.5", true, "http://10.0.0.6/x", nil),
            ("http://10.0.0.5", true, "http://127.0.0.1/x", nil),
            ("http://gateway.lan", true, "http://gateway.lan:9000/x", .any),
            ("http://gateway.lan", true, "http://other.lan/x", nil),
            ("http://gateway.lan", true, "https://cdn.example/x", .publicOnly),
        ] as [(String, Bool, String, AddressPolicy?)])
    func `a result is fetched only from where its service may name`(
        base: String, allowPrivate: Bool, url: String, policy: AddressPolicy?
    ) throws {
        let base = try BaseURL(base, allowPrivate: allowPrivate)
        #expect((try? ResultAddress(url, of: base))?.destination == policy)
    }

    @Test func `a refused result says why, without its query`() throws {
        let base = try BaseURL("https://api.example.com", allowPrivate: false)
        let text = message { try ResultAddress("http://cdn.example/x?sig=secret", of: base) }
        #expect(text.contains("it is not https: http://cdn.example/x?REDACTED"))
    }
}
