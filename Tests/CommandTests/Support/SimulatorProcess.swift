import Foundation
import SoraTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A simulated service in a process of its own, which ends with the test.
final class SimulatorProcess: Sendable {
    private let folder: TemporaryFolder
    private let child: Child
    /// The port on loopback.
    let port: Int

    /// The file with the certificate that makes its HTTPS trusted; `nil` with HTTP.
    let authority: String?

    /// The address.
    var url: String { "\(authority == nil ? "http" : "https")://127.0.0.1:\(port)" }

    /// Starts a service, and waits until it listens.
    ///
    /// - Parameters:
    ///   - port: the port, or 0 for any.
    ///   - folder: where its ledger and its tasks are; another one's, to take its place.
    ///   - latency: how long a clip takes.
    ///   - more: further words.
    /// - Returns: the simulator, which listens.
    /// - Throws: when it cannot be started.
    static func start(
        port: Int = 0, in folder: TemporaryFolder? = nil, latency: String = "100ms",
        _ more: String...
    ) async throws -> SimulatorProcess {
        try await start(port: port, in: folder, latency: latency, more)
    }

    /// Starts a service that plays a script of faults.
    static func start(latency: String = "100ms", faults rules: String, _ more: String...)
        async throws -> SimulatorProcess
    {
        let folder = try TemporaryFolder()
        let script = folder.file("faults.json")
        try "{\"seed\": 1, \"rules\": [\(rules)]}".write(
            toFile: script, atomically: true, encoding: .utf8)
        return try await start(
            port: 0, in: folder, latency: latency,
            ["--faults", script, "--fault-log", folder.file("played.jsonl")] + more)
    }

    /// The faults that were played so far.
    func played() throws -> [OrderedJSON] { try lines("played.jsonl") }

    private static func start(
        port: Int, in folder: TemporaryFolder?, latency: String, _ more: [String]
    ) async throws -> SimulatorProcess {
        let folder = try folder ?? TemporaryFolder()
        let child = try Child(
            Programs.simulator,
            [
                "--port", String(port), "--ledger", folder.file("ledger.jsonl"), "--state",
                folder.file("state"), "--latency", latency, "--parent", String(getpid()),
            ] + more, environment: Workshop.environment, limit: 300)
        for _ in 0..<600 {
            let greeting = child.written()
            if greeting.hasSuffix("}\n"), let told = OrderedJSON(greeting),
                let port = told["url"]?.string?.split(separator: ":").last.flatMap({ Int($0) })
            {
                return SimulatorProcess(
                    folder: folder, child: child, port: port, authority: told["ca_file"]?.string)
            }
            if child.hasEnded { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        child.kill()
        throw Failure(outcome: await child.end())
    }

    /// A port at which nothing listens: below those that the system gives to clients.
    static func freePort() throws -> Int {
        for _ in 0..<100 {
            let port = Int.random(in: 20_000...31_999)
            let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(socket) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let isFree = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            if isFree { return port }
        }
        throw Failure(outcome: nil)
    }

    /// The prompts of the charges so far.
    func charges() throws -> [OrderedJSON] { try lines("ledger.jsonl") }

    private func lines(_ name: String) throws -> [OrderedJSON] {
        let path = folder.file(name)
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { try #require(OrderedJSON(String($0))) }
    }

    /// Kills it, as a power cut would.
    func kill() async {
        child.kill()
        _ = await child.end()
    }

    /// Starts another one in its place, with its tasks.
    func restarted() async throws -> SimulatorProcess {
        await kill()
        return try await Self.start(port: port, in: folder)
    }

    private init(folder: TemporaryFolder, child: Child, port: Int, authority: String?) {
        self.authority = authority
        self.folder = folder
        self.child = child
        self.port = port
    }

    private struct Failure: Error {
        let outcome: Child.Outcome?
    }
}
