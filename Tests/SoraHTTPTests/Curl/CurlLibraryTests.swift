import Testing

@testable import SoraHTTP

struct CurlLibraryTests {
    @Test func `a missing libcurl is named with its package`() async throws {
        let transport = CurlTransport(
            version: "1", proxies: ProxySettings(environment: [:])
        ) { CurlLibrary.load("libcurl-which-is-not-installed.so.4") }
        let failure = try await failed(request(.get, "http://127.0.0.1/"), by: transport)
        #expect(failure.reason == .unavailable)
        #expect(!failure.requestMayHaveLeft)
        #expect(failure.message.contains("install Debian's package libcurl4"))
    }

    @Test func `another library is not taken for libcurl`() {
        guard case .failure(let failure) = CurlLibrary.load("libc.so.6") else {
            Issue.record("libc was taken for libcurl")
            return
        }
        #expect(failure.message.contains("curl_global_init"))
    }
}
