import Foundation
import SoraTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// An edit of many clips is one transaction: whoever ends it half-way has not changed one of them.
@Suite(.startsPrograms) struct `An edit of ten thousand clips` {
    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func `that is ended half-way changes nothing, and can be done again`(number: Int32)
        async throws
    {
        let workshop = try await Workshop.withVideos((0..<10_000).map { "clip \($0)" })
        let check = try await workshop.run("library", "check", "--json").output
        var wasHalfWay = false
        for attempt in 1...8 where !wasHalfWay {
            let history = try await workshop.run("history", "--json").output
            try await workshop.damage("PRAGMA wal_checkpoint(TRUNCATE)")
            let edit = try workshop.start([
                "edit", "--query", "verdict:verified", "--tag", "attempt-\(attempt)", "--yes",
            ])
            // What does not fit into the memory of the database goes to its log before the commit.
            let log = "\(workshop.library)/soralib.sqlite-wal"
            try await until {
                let bytes = try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
                return edit.hasEnded || bytes ?? 0 > 1 << 20
            }
            kill(edit.identifier, number)
            let ended = await edit.end()
            let changed = try await workshop.found("tag:attempt-\(attempt)").count
            // On a busy machine the signal can come when all is done.
            if changed == 10_000 { continue }
            wasHalfWay = true
            #expect(changed == 0)
            #expect(ended.status == 128 + number, "\(ended)")
            #expect(try await workshop.run("history", "--json").output == history)
        }
        #expect(wasHalfWay, "it was over each time before it could be ended")
        #expect(try await workshop.run("library", "check", "--json").output == check)
        let words = ["edit", "--query", "verdict:verified", "--tag", "everywhere", "--yes"]
        let again = try await workshop.run(words, input: "")
        #expect(again.status == 0, "\(again)")
        #expect(try await workshop.found("tag:everywhere").count == 10_000)
    }
}
