import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Routes and keys` {
    @Test(arguments: [nil, "", " "] as [String?])
    func `a request without a key is refused`(_ key: String?) async throws {
        let answer = try await RunningService().send("GET", "/videos", key: key)
        #expect(answer.status == 401)
        #expect(answer.error("code") == "invalid_api_key")
    }

    @Test(arguments: [
        ("GET", "/images", 404), ("GET", "/videos/x/y", 404), ("POST", "/videos/a/b/c", 404),
        ("PUT", "/videos", 405), ("POST", "/videos/video_1", 405),
        ("GET", "/videos/video_1/remix", 405), ("DELETE", "/videos/video_1/content", 405),
    ])
    func `unknown routes and methods are told apart`(
        _ method: String, path: String, status: Int
    ) async throws {
        let answer = try await RunningService().send(method, path)
        #expect(answer.status == status)
        #expect(answer.error("message")?.isEmpty == false)
        #expect((answer.header("Allow") != nil) == (status == 405))
    }

    @Test func `an unknown profile is not found, and the known ones are named`() async throws {
        let answer = try await RunningService().send("GET", "/videos", profile: "nobody")
        #expect(answer.status == 404)
        #expect(answer.error("message")?.contains("/openai-compatible/v1") == true)
    }

    @Test func `every answer has a request id and a date`() async throws {
        let service = try RunningService()
        var seen: Set<String> = []
        for path in ["/videos", "/videos/video_unknown", "/nothing"] {
            let answer = try await service.get(path)
            let id = try #require(answer.header("x-request-id"))
            #expect(id.hasPrefix("req_"))
            #expect(seen.insert(id).inserted)
            #expect(answer.header("Date")?.hasSuffix(" GMT") == true)
        }
    }

    @Test func `a body of more than 64 MiB is refused`() async throws {
        let service = try RunningService()
        let answer = try await service.send(
            "POST", "/videos", headers: ["Content-Type": "application/json"],
            body: Data(count: HTTPServer.bodyLimit + 1))
        #expect(answer.status == 413)
        #expect(answer.error("code") == "request_too_large")
    }

    @Test func `it listens on 127.0.0.1 only`() throws {
        let service = try RunningService()
        let port = try #require(service.simulator.url.split(separator: ":").last)
        // The address of the machine's second loopback name reaches a server that listens on all.
        let curl = try #require(InstalledProgram.find("curl"))
        #expect(
            try Child.run(curl, ["-s", "--noproxy", "*", "http://127.0.0.1:\(port)/"]).status == 0
        )
        #expect(
            try Child.run(curl, ["-s", "--noproxy", "*", "http://127.0.0.2:\(port)/"]).status == 7
        )
    }

    @Test func `a port in use is named`() throws {
        let service = try RunningService()
        let port = try #require(
            service.simulator.url.split(separator: ":").last.flatMap { Int($0) })
        var configuration = SimulatorConfiguration()
        configuration.port = port
        let error = #expect(throws: SimulatorError.self) { try Simulator(configuration) }
        #expect(error?.description.contains("127.0.0.1:\(port): Address already in use") == true)
    }
}
