import Foundation
import SoraTestSupport
import Synchronization
import Testing

@testable import SoraSimulator

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A simulator in this process whose clock the test turns.
final class RunningService: Sendable {
    let simulator: Simulator
    let folder: TemporaryFolder
    private let now = Mutex<Int64>(1_795_226_584_000)
    private let session: URLSession

    /// Every task takes 10 s and its result stays for an hour, unless changed.
    init(_ change: (inout SimulatorConfiguration) -> Void = { _ in }) throws {
        folder = try TemporaryFolder()
        var configuration = SimulatorConfiguration()
        configuration.latencyMilliseconds = 10_000
        configuration.ledgerPath = folder.file("ledger.jsonl")
        change(&configuration)
        let clock = ClockReference()
        simulator = try Simulator(configuration) {
            Timestamp(milliseconds: clock.service?.now.withLock { $0 } ?? 0)
        }
        let settings = URLSessionConfiguration.ephemeral
        settings.httpMaximumConnectionsPerHost = 64
        settings.timeoutIntervalForRequest = 30
        session = URLSession(configuration: settings)
        clock.point(to: self)
    }

    deinit { simulator.stop() }

    func wait(seconds: Double) {
        now.withLock { $0 += Int64(seconds * 1000) }
    }

    /// Sends a request below `/openai/v1` with a key.
    func send(
        _ method: String, _ path: String, headers: [String: String] = [:], body: Data? = nil,
        key: String? = "test", profile: String = "openai"
    ) async throws -> Answer {
        let url = try #require(URL(string: "\(simulator.url)/\(profile)/v1\(path)"))
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        let (data, response) = try await session.data(for: request)
        return Answer(try #require(response as? HTTPURLResponse), data)
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, headers: headers)
    }

    /// Fetches an address of a result, as its server has it.
    func fetch(_ address: String, headers: [String: String] = [:]) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: address), "\(address)"))
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.data(for: request)
        return Answer(try #require(response as? HTTPURLResponse), data)
    }

    /// Posts JSON text.
    func post(
        _ path: String, _ json: String, profile: String = "openai"
    ) async throws -> Answer {
        try await send(
            "POST", path, headers: ["Content-Type": "application/json"], body: Data(json.utf8),
            profile: profile)
    }

    /// Posts a form; a part is a name, its further parameters and header lines, and its value.
    func post(
        _ path: String, form parts: [(head: String, value: Data)], profile: String = "openai"
    ) async throws -> Answer {
        var body = Data()
        for part in parts {
            body += Data("--BOUNDARY\r\nContent-Disposition: form-data; \(part.head)\r\n\r\n".utf8)
            body += part.value + Data("\r\n".utf8)
        }
        body += Data("--BOUNDARY--\r\n".utf8)
        return try await send(
            "POST", path, headers: ["Content-Type": "multipart/form-data; boundary=BOUNDARY"],
            body: body, profile: profile)
    }

    /// Makes a task and gives its id.
    func create(_ prompt: String = "a cat", more: String = "") async throws -> String {
        let answer = try await post("/videos", "{\"prompt\": \"\(prompt)\"\(more)}")
        return try #require(answer["id"] as? String, "\(answer)")
    }

    /// Makes a task that is completed by now.
    func createCompleted(_ prompt: String = "a cat", more: String = "") async throws -> String {
        let id = try await create(prompt, more: more)
        wait(seconds: 10)
        return id
    }

    /// The lines of the ledger.
    func charges() throws -> [[String: Any]] {
        try String(contentsOfFile: folder.file("ledger.jsonl"), encoding: .utf8)
            .split(separator: "\n")
            .map {
                try #require(
                    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
    }

    /// Leads from the clock, which must exist first, to the service.
    private final class ClockReference: Sendable {
        private struct Reference: Sendable { weak let service: RunningService? }
        private let reference = Mutex(Reference(service: nil))

        var service: RunningService? { reference.withLock { $0.service } }

        func point(to service: RunningService) {
            reference.withLock { $0 = Reference(service: service) }
        }
    }
}

/// What came back.
struct Answer: CustomStringConvertible {
    let status: Int
    let data: Data
    private let response: HTTPURLResponse

    init(_ response: HTTPURLResponse, _ data: Data) {
        status = response.statusCode
        self.response = response
        self.data = data
    }

    func header(_ name: String) -> String? { response.value(forHTTPHeaderField: name) }

    /// A field of the JSON object that came.
    subscript(name: String) -> Any? {
        (try? JSONSerialization.jsonObject(with: data) as? [String: Any])?[name]
    }

    /// A text of the error object.
    func error(_ name: String) -> String? { (self["error"] as? [String: Any])?[name] as? String }

    /// The ids of a list.
    var ids: [String] {
        (self["data"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }

    var description: String { "\(status) \(String(decoding: data.prefix(400), as: UTF8.self))" }
}
