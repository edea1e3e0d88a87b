import Foundation
import SoraSystem
import SoraTestSupport
import Testing

/// Imports that are killed or hindered on their way.
@Suite(.startsPrograms) struct `An import that is cut off` {
    private let workshop: Workshop

    init() async throws {
        workshop = try await Workshop.withLibrary()
        for number in 1...5 { try workshop.stashClip("\(number).mp4", frames: UInt32(number)) }
    }

    /// The digests of the clips that are still in the stash.
    private func stashed() throws -> Set<String> {
        var digests: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: workshop.stash) {
            let bytes = FileManager.default.contents(atPath: "\(workshop.stash)/\(name)") ?? Data()
            digests.insert(try SHA256.digest(of: Array(bytes)))
        }
        return digests
    }

    @Test(
        arguments: [
            "FP34:kill", "FP34:kill@4", "FP35:kill", "FP35:kill@5", "FP36:kill", "FP37:kill",
            "FP38:kill",
        ],
        [false, true])
    func `is completed by the next one, and loses nothing`(plan: String, moves: Bool) async throws {
        let all = try stashed()
        let words = ["import", workshop.stash] + (moves ? ["--move"] : [])
        let killed = try await workshop.run(words, environment: ["SORALIB_FAILPOINT": plan])
        #expect(killed.status == 128 + SIGKILL, "\(killed)")
        // Each is where it was, or whole among the originals under its own name.
        let stored = try workshop.originals()
        #expect(stored.allSatisfy { $0.key.contains($0.value) })
        #expect(try stashed().union(stored.values).isSuperset(of: all))
        let next = try await workshop.run(words)
        #expect(next.status == 0, "\(next)")
        #expect(Set(try workshop.originals().values) == all)
        #expect(try await workshop.found().count == 5)
        #expect(try workshop.incoming().isEmpty)
        #expect(try stashed().isEmpty == moves)
        #expect(try await workshop.run("verify").status == 0)
    }

    @Test(arguments: ["FP34:eio@3", "FP34:enospc@3", "FP35:enospc@3", "FP36:eio", "FP37:eio"])
    func `by a failing disk tells it, keeps what is whole, and is gone on with`(
        plan: String
    ) async throws {
        let failed = try await workshop.run(
            ["import", workshop.stash, "--move", "--json"],
            environment: ["SORALIB_FAILPOINT": plan])
        #expect(failed.status == 74, "\(failed)")
        let kept = try #require(failed.json?["imported"]).elements.count
        #expect(kept < 5)
        #expect(try await workshop.found().count == kept)
        #expect(try stashed().count == 5 - kept)
        let next = try await workshop.run("import", workshop.stash, "--move")
        #expect(next.status == 0, "\(next)")
        #expect(try await workshop.found().count == 5)
        #expect(try workshop.incoming().isEmpty)
        #expect(try stashed().isEmpty)
    }

    @Test func `by Ctrl-C keeps what is in the library, and says so`() async throws {
        // More than one batch: the first waits for the slow one, so that the signal always finds work to stop.
        for number in 1...40 {
            try workshop.stashClip("more/\(number).mp4", frames: UInt32(1000 + number))
        }
        let slow = try workshop.start(
            ["import", workshop.stash, "--json"],
            environment: ["SORALIB_FAILPOINT": "FP35:delay=5000"])
        try await until { try !workshop.incoming().isEmpty || slow.hasEnded }
        kill(slow.identifier, SIGINT)
        let ended = await slow.end()
        #expect(ended.status == 130, "\(ended)")
        #expect(ended.errors.contains("interrupted"))
        let kept = try #require(ended.json?["imported"]).elements.count
        #expect(try await workshop.found().count == kept)
        #expect(try workshop.incoming().isEmpty)
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        #expect(try await workshop.found().count == 45)
    }
}
