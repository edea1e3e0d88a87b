import Foundation
import SoraTestSupport
import Testing

/// `soralib demo`, the first thing that a newcomer runs.
@Suite(.startsPrograms) struct `The demonstration` {
    @Test func `shows the job in under a minute, and leaves a library to look at`() async throws {
        let workshop = try Workshop()
        let start = ContinuousClock.now
        let outcome = try await workshop.run(
            "demo", "show me",
            environment: ["TMPDIR": workshop.folder.path], in: workshop.folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(ContinuousClock.now - start < .seconds(60))
        for part in [
            "4 tasks wait for a connection", "4 submitted, 4 downloaded, 3 verified",
            "mismatch", "4 verified, 1 mismatch",
            "└─ v5  remix  verified  ", "the same fox, at night", "SHA256SUMS",
            "-a-red-fox-trotting",
        ] {
            #expect(outcome.output.contains(part), "\(part) in \(outcome)")
        }
        let folder = workshop.folder.file("show me")
        // Nothing but what docs/library-format.md lists.
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(
            Set(names).isSubset(of: [
                "soralib.sqlite", "soralib.sqlite-wal", "soralib.sqlite-shm", "soralib.lock",
                "sync.lock", "objects", "sidecars", "incoming", "backups", "previews", "providers",
            ]), "\(names)")
        let told = try #require(
            outcome.output.firstMatch(of: #/charged 5 times for 5 tasks: (\S+)\n/#))
        let ledger = try String(contentsOfFile: String(told.1), encoding: .utf8)
        #expect(ledger.split(separator: "\n").count == 5)
        #expect(told.1.hasPrefix(workshop.folder.path))
        let verified = try await workshop.run("--library", folder, "verify", "--json")
        #expect(verified.status == 1, "\(verified)")
        #expect(verified.json?["verdicts"]?["verified"]?.integer == 4)
        #expect(verified.json?["verdicts"]?["mismatch"]?.integer == 1)
        #expect(verified.errors.contains("duration 2.5 s, requested 4 s"))
        let summed = try await Child(
            "/usr/bin/sha256sum", ["--strict", "--check", "SHA256SUMS"],
            current: workshop.folder.file("show me-reel")
        ).end()
        #expect(summed.status == 0, "\(summed)")
        let again = try await workshop.run("demo", "show me", in: workshop.folder.path)
        #expect(again.status == 73, "\(again)")
    }
}
