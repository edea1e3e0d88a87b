import SoraHTTP
import Testing

struct HTTPURLTests {
    @Test(arguments: [
        ("https://api.example.com", "https://api.example.com/"),
        ("HTTPS://API.Example.COM/V1", "https://api.example.com/V1"),
        ("http://127.0.0.1:8080/a?b=c&d#part", "http://127.0.0.1:8080/a?b=c&d"),
        ("http://[::0001]:81/x", "http://[::1]:81/x"),
        ("https://h?", "https://h/?"),
        ("https://h/ü?q=ä", "https://h/%C3%BC?q=%C3%A4"),
        ("https://h/a/../b/./c//d", "https://h/a/../b/./c//d"),
        ("https://h:/x", "https://h/x"),
        ("https://h/a@b:c", "https://h/a@b:c"),
    ])
    func `a URL is sent as it was read`(text: String, sent: String) throws {
        #expect(try HTTPURL(text).text == sent)
    }

    @Test(arguments: [
        ("", "does not start with http"), ("example.com/x", "does not start with http"),
        ("file:///etc/passwd", "does not start with http"), ("ftp://h/", "http://"),
        ("gopher://h/", "http://"), ("data:text/plain,x", "http://"),
        ("https:/h", "does not start with http"), ("https:///x", "names no host"),
        ("https://u:p@h/", "user name or password"), ("https://@h/", "user name or password"),
        ("https://a@b@h/", "user name or password"), ("https://h/a b", "space"),
        ("https://h/\r\nX: 1", "control character"), ("https://h/\u{0}", "control character"),
        ("https://h:0/", "port"), ("https://h:65536/", "port"), ("https://h:8x/", "port"),
        ("https://h:+80/", "port"), ("https://[::1/", "brackets"), ("https://[::1%25lo]/", "IPv6"),
        ("https://[127.0.0.1]/", "IPv6"), ("https://::1/", "names no host"),
        ("https://h%41/", "no host name has"), ("https://h\\@evil/", "user name"),
        ("https://bücher.example/", "xn--"), ("https://a,b/", "no host name has"),
    ])
    func `a URL that cannot be requested is refused`(text: String, reason: String) {
        let error = #expect(throws: HTTPURLError.self) { try HTTPURL(text) }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }

    @Test func `all problems are named at once, and the URL is not`() {
        let error = #expect(throws: HTTPURLError.self) {
            try HTTPURL("ftp://user:secret@/x y")
        }
        #expect(error?.problems.count == 4)
        #expect(error?.description.contains("secret") == false)
    }

    @Test(arguments: [
        ("https://h/", "https://H:443/other?q", true), ("http://h", "http://h:80/", true),
        ("https://h/", "http://h/", false), ("https://h/", "https://h:444/", false),
        ("https://h/", "https://h.evil/", false), ("http://[::1]/", "http://[0::1]:80/", true),
    ])
    func `an origin is scheme, host and port`(one: String, other: String, isSame: Bool) throws {
        #expect(try (HTTPURL(one).origin == HTTPURL(other).origin) == isSame)
    }

    @Test func `a URL prints without its query`() throws {
        let url = try HTTPURL("https://h/a?signature=secret")
        #expect("\(url)" == "https://h/a?…=REDACTED")
        #expect(String(reflecting: url) == "https://h/a?…=REDACTED")
        #expect(url.origin.description == "https://h")
        #expect(try HTTPURL("http://[::1]:8/").origin.description == "http://[::1]:8")
    }

    @Test(arguments: [
        ("https://h", "v1/videos", "https://h/v1/videos"),
        ("https://h/", "/v1/videos", "https://h/v1/videos"),
        ("https://h/base", "v1", "https://h/base/v1"),
        ("https://h/base/?k=1", "/v1", "https://h/base/v1?k=1"),
    ])
    func `a path is joined by one slash`(base: String, path: String, whole: String) throws {
        #expect(try HTTPURL(base).appending(path: path).text == whole)
    }

    @Test func `a query is encoded and appended`() throws {
        let url = try HTTPURL("https://h/x").appending(query: [("after", "a b&c"), ("n", "1")])
        #expect(url.text == "https://h/x?after=a%20b%26c&n=1")
        #expect(url.appending(query: [("m", "ü")]).text.hasSuffix("&n=1&m=%C3%BC"))
        #expect(url.appending(query: []) == url)
    }
}
