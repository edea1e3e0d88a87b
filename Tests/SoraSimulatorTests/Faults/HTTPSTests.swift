import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `HTTPS` {
    private func service(_ fault: TLSFault? = nil, rules: String = "") throws -> FaultyService {
        try FaultyService(rules) { $0.encryption = .init(authorityPath: nil, fault: fault) }
    }

    /// Asks with curl that trusts the authority; gives its exit code and the output.
    private func curl(_ simulator: Simulator, _ more: String...) throws -> Child.Outcome {
        try Child.run(
            try #require(InstalledProgram.find("curl")),
            [
                "-s", "-S", "--noproxy", "*", "--tlsv1.2", "--max-time", "20", "--cacert",
                try #require(simulator.authorityPath),
                "-H", "Authorization: Bearer x",
            ] + more)
    }

    @Test func `a client that trusts the authority is served, by every name`() throws {
        let faulty = try service()
        let simulator = faulty.service.simulator
        let port = try #require(simulator.url.split(separator: ":").last)
        #expect(simulator.url.hasPrefix("https://127.0.0.1:"))
        for host in ["127.0.0.1", "localhost"] {
            let url = "https://\(host):\(port)/openai/v1/videos"
            let made = try curl(simulator, "-F", "prompt=a", url)
            #expect(made.output.contains("\"id\":\"video_"), "\(made)")
        }
        // ::1 is in the certificate too, though the port is on 127.0.0.1.
        let six = try curl(
            simulator, "--connect-to", "[::1]:\(port):127.0.0.1:\(port)",
            "https://[::1]:\(port)/openai/v1/videos")
        #expect(six.output.contains("\"has_more\":false"), "\(six)")
        #expect(try faulty.charges() == 2)
    }

    @Test func `one that trusts the usual authorities alone is not`() throws {
        let faulty = try service()
        let outcome = try Child.run(
            try #require(InstalledProgram.find("curl")),
            ["-s", "--noproxy", "*", "--max-time", "20", faulty.service.simulator.url])
        #expect(outcome.status == 60)
    }

    @Test func `many requests and a large download go over one connection`() throws {
        let faulty = try service(rules: #"{"action": "416", "when": {"nth": 4}}"#)
        let id = try {
            let made = try curl(
                faulty.service.simulator, "-F", "prompt=a",
                "\(faulty.service.simulator.url)/openai/v1/videos")
            return try #require(made.output.firstMatch(of: #/"id":"(\w+)"/#)).1
        }()
        faulty.service.wait(seconds: 10)
        let url = "\(faulty.service.simulator.url)/openai/v1/videos/\(id)"
        let outcome = try curl(
            faulty.service.simulator, "-o", "/dev/null", "-o", "/dev/null", "-o", "/dev/null", "-w",
            "%{http_code} %{num_connects} %{size_download}\n", "\(url)/content", url,
            "\(url)/content")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first?.hasPrefix("200 1 ") == true)
        #expect(lines.last == "416 0 0")
        #expect(try faulty.played().last?["request_on_connection"] as? Int == 3)
    }

    @Test(
        arguments: [
            (#""action": "reset_before""#, [35, 56]), (#""action": "reset_after""#, [56]),
            (#""action": "reset_mid", "after": 300"#, [18, 56]), (#""action": "cut""#, [18, 56]),
        ] as [(String, [Int32])])
    func `faults of the connection are played too`(_ action: String, codes: [Int32]) throws {
        let faulty = try service(rules: "{\(action), \"when\": {\"path\": \"*/videos\"}}")
        let url = faulty.service.simulator.url + "/openai/v1/videos"
        let outcome = try curl(faulty.service.simulator, "-F", "prompt=a", url)
        #expect(codes.contains(outcome.status), "\(outcome)")
        #expect(try faulty.charges() == (action.contains("before") ? 0 : 1))
    }

    @Test(
        arguments: [
            (.wrongName, 60, "subject name"), (.expired, 60, "expired"),
            (.selfSigned, 60, "self-signed|self signed"),
            (.untrusted, 60, "unable to get|signature"),
            (.outdated, 35, "alert protocol version|unsupported protocol"),
            (.cutHandshake, 35, ""),
        ] as [(TLSFault, Int32, String)])
    func `a client notices bad encryption before it says anything`(
        _ fault: TLSFault, code: Int32, words: String
    ) throws {
        let faulty = try service(fault)
        let simulator = faulty.service.simulator
        let outcome = try curl(simulator, "-F", "prompt=a", "\(simulator.url)/openai/v1/videos")
        #expect(outcome.status == code, "\(outcome)")
        if !words.isEmpty {
            #expect(try Regex(words).firstMatch(in: outcome.errors) != nil, "\(outcome.errors)")
        }
        #expect(try faulty.charges() == 0)
        let line = try #require(try faulty.played().first)
        #expect(line["rule"] as? String == "tls")
        #expect(line["action"] as? String == fault.rawValue)
    }

    @Test(
        arguments: [
            (TLSFault?.none, ["-tls1_2"], true), (.none, ["-tls1_3"], true),
            (.none, ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], false),
            (.outdated, ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], true),
            (.outdated, ["-tls1_2"], false),
        ] as [(TLSFault?, [String], Bool)])
    func `versions of TLS`(_ fault: TLSFault?, options: [String], isSpoken: Bool) throws {
        let faulty = try service(fault)
        let address = faulty.service.simulator.url.replacing("https://", with: "")
        let openssl = try #require(InstalledProgram.find("openssl"))
        let authority = try #require(faulty.service.simulator.authorityPath)
        let outcome = try Child.run(
            "/bin/sh",
            [
                "-c", "exec \"$0\" s_client -connect \"$@\" </dev/null", openssl, address,
                "-CAfile",
                authority, "-verify_return_error",
            ] + options)
        #expect((outcome.status == 0) == isSpoken, "\(outcome)")
    }

    @Test func `the certificate is written where it is wanted, or taken away at the end`() throws {
        let folder = try TemporaryFolder()
        var configuration = SimulatorConfiguration()
        configuration.encryption = .init(authorityPath: folder.file("ca.pem"), fault: nil)
        let wanted = try Simulator(configuration)
        #expect(wanted.authorityPath == folder.file("ca.pem"))
        configuration.encryption = .init()
        let unwanted = try Simulator(configuration)
        let path = try #require(unwanted.authorityPath)
        for file in [path, folder.file("ca.pem")] {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
            #expect(!text.contains("PRIVATE"))
        }
        wanted.stop()
        unwanted.stop()
        #expect(FileManager.default.fileExists(atPath: folder.file("ca.pem")))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test(
        .enabled(
            if: `The program`.isBuilt, "soralib-simulator is not beside the tests: NOT checked"))
    func `the program prints both addresses on one line`() async throws {
        let folder = try TemporaryFolder()
        let program = try Child(
            `The program`.path, ["--tls", "--tls-ca", folder.file("a \"b\".pem")])
        let line = try await program.firstLine()
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        #expect(object["ca_file"] == folder.file("a \"b\".pem"))
        #expect(Set(object.keys) == ["url", "ca_file"])
        let outcome = try Child.run(
            try #require(InstalledProgram.find("curl")),
            [
                "-s", "--noproxy", "*", "--cacert", try #require(object["ca_file"]),
                try #require(object["url"]),
            ])
        #expect(outcome.output.contains("unknown_url"))
        program.send(signal: SIGTERM)
        let ended = await program.end()
        #expect(ended.status == 0)
        #expect(ended.output == line)
    }
}
