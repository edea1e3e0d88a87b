import Foundation
import SoraHTTP
import Testing

/// Servers with a certificate that nobody signed, played by openssl.
@Suite(.enabled(if: TLSServer.isAvailable, "the command openssl is not installed"))
struct TLSTests {
    @Test func `an untrusted certificate is refused before a byte of the request`() async throws {
        let server = try await TLSServer(isWeb: false)
        let calls = Counter()
        let failure = try await failed(
            request(.post, "https://localhost:\(server.port)/", body: "PAID", connection: .fresh) {
                $0.willSend = { calls.add() }
            })
        #expect(failure.reason == .tls, "\(failure)")
        #expect(!failure.requestMayHaveLeft)
        #expect(calls.value == 0)
        #expect(try await !server.stop().contains("POST"))
    }

    @Test func `what a request sends reaches a server that is trusted`() async throws {
        // The counterpart of the test above: there the server's record must be able to show it.
        let server = try await TLSServer(isWeb: false)
        _ = try await failed(
            request(.post, "https://localhost:\(server.port)/", body: "PAID", connection: .fresh) {
                $0.certificateAuthority = server.certificate
                $0.limits.totalSeconds = 1
            })
        #expect(try await server.stop().contains("POST / HTTP/1.1"))
    }

    @Test func `a certificate that is given as trusted is accepted`() async throws {
        let server = try await TLSServer(isWeb: true)
        let response = try await plainTransport().send(
            request(.get, "https://localhost:\(server.port)/") {
                $0.certificateAuthority = server.certificate
            })
        #expect(response.status == 200)
        #expect(response.text.contains("TLSv1.3"))
    }

    @Test func `a certificate for another host is refused`() async throws {
        let server = try await TLSServer(isWeb: true)
        let failure = try await failed(
            request(.get, "https://127.0.0.1:\(server.port)/") {
                $0.certificateAuthority = server.certificate
            })
        #expect(failure.reason == .tls, "\(failure)")
        #expect(!failure.requestMayHaveLeft)
    }

    @Test func `versions before TLS 1.2 are refused`() async throws {
        let server = try await TLSServer(
            isWeb: true, options: ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
        let failure = try await failed(
            request(.get, "https://localhost:\(server.port)/") {
                $0.certificateAuthority = server.certificate
            })
        #expect(failure.reason == .tls, "\(failure)")
    }

    @Test func `a file of certificates that is not there is named`() async throws {
        let server = try await TLSServer(isWeb: true)
        let failure = try await failed(
            request(.get, "https://localhost:\(server.port)/") {
                $0.certificateAuthority = "/no/such/file.pem"
            })
        #expect(failure.reason == .tls)
        #expect(failure.message.contains("/no/such/file.pem"))
    }

    @Test func `a server that does not speak TLS got no request`() async throws {
        let server = try RawServer { connection in
            connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.awaitEnd()
        }
        let failure = try await failed(
            request(.post, "https://127.0.0.1:\(server.port)/", body: "PAID"))
        #expect(failure.reason == .tls, "\(failure)")
        #expect(!failure.requestMayHaveLeft)
        #expect(server.seen.requests.isEmpty)
    }
}
