import SoraHTTP
import Testing

/// The address that is connected to is checked, however it was written.
struct ForbiddenAddressTests {
    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0"])
    func `loopback is not public, and sees nothing`(host: String) async throws {
        let server = try RawServer { $0.awaitEnd() }
        let failure = try await failed(
            request(.get, "http://\(host):\(server.port)/") { $0.destination = .publicOnly })
        #expect(failure.reason == .forbiddenAddress, "\(failure)")
        #expect(!failure.requestMayHaveLeft)
        #expect(failure.message.contains("only a public address may be connected to"))
        #expect(server.seen.connections == 0)
    }

    @Test(arguments: [
        ("10.1.2.3", "a private address"), ("169.254.169.254", "a link-local address"),
        ("100.64.0.1", "a carrier-grade NAT address"), ("[fd00::1]", "a unique local address"),
        ("[::ffff:10.0.0.1]", "a private address"), ("[64:ff9b::7f00:1]", "a loopback address"),
    ])
    func `the message names the address and what it is`(host: String, what: String) async throws {
        let failure = try await failed(
            request(.get, "http://\(host)/") { $0.destination = .publicOnly })
        #expect(failure.reason == .forbiddenAddress, "\(failure)")
        #expect(failure.message.contains(what), "\(failure.message)")
    }

    @Test func `a public address is not loopback`() async throws {
        let failure = try await failed(
            request(.get, "http://93.184.216.34/") { $0.destination = .loopbackOnly })
        #expect(failure.reason == .forbiddenAddress)
    }

    @Test(arguments: [AddressPolicy.loopbackOnly, .publicOrLoopback, .any])
    func `loopback is reached where the policy says so`(policy: AddressPolicy) async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.answer("ok")
        }
        let response = try await plainTransport().send(
            request(.get, server.url()) { $0.destination = policy })
        #expect(response.text == "ok")
    }

    @Test func `an open connection does not get around the policy of the next`() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.answer("ok") }
        }
        let transport = plainTransport()
        _ = try await transport.send(request(.get, server.url()) { $0.destination = .any })
        let failure = try await failed(
            request(.get, server.url()) { $0.destination = .publicOnly }, by: transport)
        #expect(failure.reason == .forbiddenAddress)
        #expect(!failure.requestMayHaveLeft)
        #expect(server.seen.requests.count == 1)
    }
}
