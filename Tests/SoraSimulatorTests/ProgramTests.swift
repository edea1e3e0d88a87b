import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `The program` {
    /// The program that was built beside these tests.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("soralib-simulator").path
    static let isBuilt = FileManager.default.isExecutableFile(atPath: path)

    @Test(.enabled(if: isBuilt, "soralib-simulator is not beside the tests: NOT checked"))
    func `it prints its address on one line, serves, and ends on SIGTERM`() async throws {
        let program = try Child(Self.path, ["--port", "0"])
        let text = try await program.firstLine()
        #expect(text.wholeMatch(of: #/\{"url": "http://127\.0\.0\.1:\d+"\}\n/#) != nil, "\(text)")
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String])
        let url = try #require(object["url"])
        let answer = try Child.run(
            try #require(InstalledProgram.find("curl")),
            ["-s", "--noproxy", "*", "-H", "Authorization: Bearer x", "\(url)/openai/v1/videos"])
        #expect(answer.output.contains("\"has_more\":false"))
        program.send(signal: SIGTERM)
        let outcome = await program.end()
        #expect(outcome.status == 0)
        #expect(outcome.output == text)
    }

    @Test(.enabled(if: isBuilt, "soralib-simulator is not beside the tests: NOT checked"))
    func `it ends when its parent does`() throws {
        // The shell starts it, says its id, and dies.
        let outcome = try Child.run(
            "/bin/sh", ["-c", "'\(Self.path)' --parent $$ >/dev/null 2>&1 & echo $!; sleep 0.3"])
        let id = try #require(Int32(outcome.output.filter(\.isNumber)))
        var alive = true
        for _ in 0..<50 where alive {
            usleep(100_000)
            alive = kill(id, 0) == 0 && !isZombie(id)
        }
        #expect(!alive)
    }

    @Test(.enabled(if: isBuilt, "soralib-simulator is not beside the tests: NOT checked"))
    func `it ends with a process that was gone before it began`() async throws {
        let gone = try Child.run("/bin/sh", ["-c", "echo $$"])
        let id = try #require(Int32(gone.output.filter(\.isNumber)))
        let program = try Child(Self.path, ["--port", "0", "--parent", String(id)])
        #expect(await program.end().status == 0)
        let wrong = try Child.run(Self.path, ["--parent", "me"])
        #expect(wrong.status == 64 && wrong.errors.contains("not the number of a process"))
    }

    @Test(.enabled(if: isBuilt, "soralib-simulator is not beside the tests: NOT checked"))
    func `a killed one forgets nothing`() async throws {
        let folder = try TemporaryFolder()
        let curl = try #require(InstalledProgram.find("curl"))
        var ids: [String] = []
        for round in 1...2 {
            let program = try Child(
                Self.path,
                ["--state", folder.file("state"), "--ledger", folder.file("ledger.jsonl")])
            let line = try await program.firstLine()
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
            let url = try #require(object["url"]) + "/openai/v1/videos"
            let head = ["-s", "--noproxy", "*", "-H", "Authorization: Bearer x"]
            _ = try Child.run(
                curl, head + ["-F", "prompt=the same", url])
            let list = try Child.run(curl, head + [url]).output
            program.kill()
            _ = await program.end()
            ids = list.matches(of: #/"id":"(video_\w+)"/#).map { String($0.1) }
            #expect(ids.count == round)
        }
        let ledger = try String(contentsOfFile: folder.file("ledger.jsonl"), encoding: .utf8)
        let lines = ledger.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last?.contains("\"attempt\":2") == true)
        #expect(ids.allSatisfy { ledger.contains($0) })
    }

    @Test(.enabled(if: isBuilt, "soralib-simulator is not beside the tests: NOT checked"))
    func `wrong words give 64 and help gives 0`() throws {
        let wrong = try Child.run(Self.path, ["--port", "x"])
        #expect(wrong.status == 64)
        #expect(wrong.output == "")
        #expect(
            wrong.errors == "soralib-simulator: --port: \"x\" is not a number from 0 to 65535\n")
        let help = try Child.run(Self.path, ["--help"])
        #expect(help.status == 0)
        #expect(help.output.hasPrefix("usage: soralib-simulator"))
    }

    @Test(
        .enabled(if: isBuilt, "soralib-simulator is not beside the tests: NOT checked"),
        arguments: [[], ["--tls"]])
    func `a port that is taken gives 73, and nothing stays behind`(more: [String]) throws {
        let folder = try TemporaryFolder()
        let taken = try RunningService()
        let port = String(taken.simulator.url.split(separator: ":")[2])
        let outcome = try Child.run(
            "/usr/bin/env",
            ["TMPDIR=\(folder.path)", Self.path, "--port", port] + more)
        #expect(outcome.status == 73)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("cannot listen on 127.0.0.1:\(port)"), "\(outcome)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    private func isZombie(_ id: Int32) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        return status?.contains(") Z ") == true
    }
}
