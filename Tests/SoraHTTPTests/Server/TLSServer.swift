import Foundation
import Testing

/// `openssl s_server` with a certificate of its own for `localhost`.
final class TLSServer: Sendable {
    static let openssl = "/usr/bin/openssl"
    static let isAvailable = FileManager.default.isExecutableFile(atPath: openssl)

    let port: Int
    /// The certificate, in a file.
    let certificate: String
    private let folder: URL
    private let process: Process
    private let output: URL

    /// Starts a server that answers with a page about the connection, or one that prints what it
    /// receives and does not answer.
    init(isWeb: Bool, options: [String] = []) async throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("soralib-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appendingPathComponent("certificate.pem").path
        let key = folder.appendingPathComponent("key.pem").path
        let made = try Self.start(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            ], output: nil)
        try await Self.awaitEnd(of: made)
        try #require(made.terminationStatus == 0)
        port = try RawServer.freePort()
        output = folder.appendingPathComponent("output")
        try Data().write(to: output)
        process = try Self.start(
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key,
                isWeb ? "-www" : "-quiet",
            ] + options, output: FileHandle(forWritingTo: output))
        try await waitForPort()
    }

    deinit {
        end()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends the server and gives what it printed.
    func stop() async throws -> String {
        end()
        try await Self.awaitEnd(of: process)
        return try String(contentsOf: output, encoding: .utf8)
    }

    /// Not by SIGTERM, which a child inherits blocked from the threads that run tests.
    private func end() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Not `waitUntilExit`, which would hold one of the few threads that all tests share.
    private static func awaitEnd(of process: Process) async throws {
        while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    }

    /// Waits until the port is taken; a connection would be seen by the server as one of a client.
    private func waitForPort() async throws {
        let hex = String(format: ":%04X 00000000:0000 0A", port)
        for _ in 0..<500 {
            let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
            if table.contains(hex) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("openssl s_server does not start")
    }

    private static func start(_ arguments: [String], output: FileHandle?) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: openssl)
        process.arguments = arguments
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        // Not the null device: at the end of its input the server ends.
        process.standardInput = Pipe()
        try process.run()
        return process
    }
}
