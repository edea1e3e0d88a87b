import Foundation
import SoraTestSupport
import Testing

/// `soralib verify`: which clips are checked again.
@Suite(.startsPrograms) struct `A verification` {
    private func checked(_ workshop: Workshop, _ words: String...) async throws -> Int? {
        let verified = try await workshop.run(["verify", "--json"] + words)
        #expect(Shape.verify.problems(in: verified.json) == [], "\(verified)")
        return verified.json?["checked"]?.integer
    }

    @Test func `is of all clips, of named ones, or of those that a query finds`() async throws {
        let workshop = try await Workshop.withVideos("a fox", "a hen", "a fox and a hen", "an owl")
        #expect(try await checked(workshop) == 4)
        #expect(try await checked(workshop, "v1", "v4") == 2)
        #expect(try await checked(workshop, "fox") == 2)
        #expect(try await checked(workshop, "fox", "hen") == 1)
        #expect(try await checked(workshop, "badger") == 0)
        expectError(try await workshop.run("verify", "titel:x"), 65, "did you mean title?")
        expectError(try await workshop.run("verify", "v1", "v9"), 66, "v9")
    }

    @Test func `is of a part of them that is drawn anew each time`() async throws {
        let titles = (1...20).map { "clip \($0)" }
        let workshop = try await Workshop.withVideos(titles)
        #expect(try await checked(workshop, "--sample", "25%") == 5)
        #expect(try await checked(workshop, "--sample", "0.1%") == 1)
        #expect(try await checked(workshop, "--sample", "100") == 20)
        for wrong in ["0", "101%", "-5%", "much", ""] {
            expectError(
                try await workshop.run("verify", "--sample=\(wrong)"), 64, "not a part: write 5%")
        }
    }

    @Test func `is of what was not checked for a while`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        _ = try await workshop.run("queue", "a fox", "--count", "2")
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        #expect(try await checked(workshop, "--older-than", "1h") == 0)
        try await workshop.damage(
            "UPDATE video SET probed_at = probed_at - 7200000 WHERE id = 2")
        #expect(try await checked(workshop, "--older-than", "1h", "--jobs", "1") == 1)
        #expect(try await checked(workshop, "--older-than", "1h") == 0, "it was checked now")
        try await workshop.damage("UPDATE video SET verdict = 'unprobed' WHERE id = 1")
        #expect(try await checked(workshop, "--older-than", "1h") == 1)
        expectError(try await workshop.run("verify", "--older-than", "soon"), 64, "30d")
        expectError(try await workshop.run("verify", "--jobs", "0"), 64, "not from 1 to 256")
    }
}
