import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `The ledger of charges` {
    @Test func `each accepted request is one line`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted(more: #", "seconds": "8""#)
        let remix = try await service.post("/videos/\(id)/remix", #"{"prompt": "again"}"#)
        let charges = try service.charges()
        #expect(charges.count == 2)
        let first = try #require(charges.first)
        #expect(first["time"] as? String == "2026-11-21T02:03:04.000Z")
        #expect(first["path"] as? String == "/openai/v1/videos")
        #expect(first["profile"] as? String == "openai")
        #expect(first["remote_id"] as? String == id)
        #expect(first["model"] as? String == "sora-2")
        #expect(first["seconds"] as? String == "8")
        #expect(first["size"] as? String == "720x1280")
        #expect(first["prompt"] as? String == "a cat")
        #expect(first["attempt"] as? Int == 1)
        #expect((first["fingerprint"] as? String)?.count == 64)
        #expect(charges.last?["path"] as? String == "/openai/v1/videos/\(id)/remix")
        #expect(charges.last?["remote_id"] as? String == remix["id"] as? String)
    }

    @Test func `the same request twice counts as a second attempt`() async throws {
        let service = try RunningService()
        _ = try await service.create()
        _ = try await service.create("a dog")
        _ = try await service.create()
        let charges = try service.charges()
        #expect(charges.map { $0["attempt"] as? Int } == [1, 1, 2])
        #expect(charges[0]["fingerprint"] as? String == charges[2]["fingerprint"] as? String)
        #expect(charges[0]["fingerprint"] as? String != charges[1]["fingerprint"] as? String)
    }

    @Test func `the fingerprint depends on everything that shapes the video`() {
        let base = Fingerprint(model: "m", prompt: "p", seconds: "4", size: "2x2")
        let changes: [(inout Fingerprint) -> Void] = [
            { _ in }, { $0.model = "n" }, { $0.prompt = "q" }, { $0.seconds = "8" },
            { $0.size = "4x4" }, { $0.inputDigest = "x" }, { $0.remixedFrom = "x" },
        ]
        let digests = changes.map { change in
            var changed = base
            change(&changed)
            return changed.digest
        }
        #expect(Set(digests).count == changes.count)
    }

    @Test func `creations at the same time are all charged, once each`() async throws {
        let service = try RunningService()
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<200 {
                group.addTask { try await service.create("number \(number % 50)") }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 200)
        let charges = try service.charges()
        #expect(Set(charges.compactMap { $0["remote_id"] as? String }) == ids)
        #expect(charges.count == 200)
        #expect(charges.filter { $0["attempt"] as? Int == 4 }.count == 50)
    }

    @Test func `an earlier ledger is continued, without a line that was not finished`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("ledger.jsonl")
        let charge = Charge(
            time: "", path: "", profile: "openai", remoteID: "video_1", fingerprint: "f", model: "",
            seconds: "", size: "", prompt: "", attempt: 1)
        let line = String(decoding: JSON.encode(charge), as: UTF8.self)
        try Data("\(line)\n\(line.prefix(20))".utf8).write(to: URL(fileURLWithPath: path))
        _ = try Ledger(path: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == line + "\n")
    }

    @Test func `a file of something else is refused, not changed`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Data("shopping\nmilk\n".utf8), to: "notes.txt")
        #expect(throws: SimulatorError.damagedFile(path: path, line: 1)) {
            try Ledger(path: path)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "shopping\nmilk\n")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
    func `what cannot be charged is not accepted`() async throws {
        let service = try RunningService { $0.ledgerPath = "/dev/full" }
        let answer = try await service.post("/videos", #"{"prompt": "a"}"#)
        #expect(answer.status == 500)
        #expect(answer.error("code") == "server_error")
        #expect(try await service.get("/videos").ids.isEmpty)
    }
}
