import Foundation
import SoraTestSupport
import Testing

/// `openssl s_server` with a certificate of its own for `localhost`.
final class TLSServer: Sendable {
    static let openssl = "/usr/bin/openssl"
    static let isAvailable = FileManager.default.isExecutableFile(atPath: openssl)

    let port: Int
    /// The certificate, in a file.
    let certificate: String
    private let folder: URL
    private let server: Child

    /// Starts a server that answers with a page about the connection, or one that prints what it
    /// receives and does not answer.
    init(isWeb: Bool, options: [String] = []) async throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("soralib-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appendingPathComponent("certificate.pem").path
        let key = folder.appendingPathComponent("key.pem").path
        let made = try await Child(
            Self.openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
                "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            ]
        ).end()
        try #require(made.status == 0, "\(made)")
        port = try RawServer.freePort()
        server = try Child(
            Self.openssl,
            [
                "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate, "-key", key,
                isWeb ? "-www" : "-quiet",
                // At the end of its input the server ends.
            ] + options, input: .open, limit: 300)
        try await waitForPort()
    }

    deinit {
        server.kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends the server and gives what it printed.
    func stop() async throws -> String {
        server.kill()
        return await server.end().output
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
}
