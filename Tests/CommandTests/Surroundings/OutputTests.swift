import SoraTestSupport
import Testing

/// What happens when standard output is closed, full, or not a terminal.
@Suite(.startsPrograms) struct `Standard output` {
    private func workshop() async throws -> Workshop {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let queued = try await workshop.run("queue", "a fox", "--count", "1000", "--quiet")
        try #require(queued.status == 0, "\(queued)")
        return workshop
    }

    @Test(arguments: ["list tasks", "list tasks --json", "list tasks --format csv"])
    func `that is closed early, as by head, is no failure`(words: String) async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.shell(
            "\"$SORALIB\" \(words) | head -n 1; echo \"${PIPESTATUS[0]}\"")
        #expect(outcome.output.hasSuffix("\n0\n"), "\(outcome)")
        #expect(outcome.errors == "")
    }

    @Test(arguments: ["list tasks", "status", "list --json", "--help", "--version", "init ../new"])
    func `that is full is told, with status 74`(words: String) async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.shell("\"$SORALIB\" \(words) > /dev/full")
        #expect(outcome.status == 74, "\(outcome)")
        #expect(
            outcome.errors.contains("cannot write the output: No space left on device"),
            "\(outcome)")
    }

    @Test func `that is not there from the start does no harm`() async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.shell("\"$SORALIB\" list tasks >&-")
        #expect(outcome.status == 74, "\(outcome)")
        let silent = try await workshop.shell("\"$SORALIB\" show v99 2>&-")
        #expect(silent.status == 66)
        // No descriptor of the catalogue may take the place of standard output.
        let queued = try await workshop.shell("\"$SORALIB\" queue 'a hen' >&- 2>&- <&-")
        #expect(queued.status == 74, "\(queued)")
        let status = try await workshop.run("status", "--json")
        #expect(status.status == 0, "\(status)")
        #expect(status.json?["tasks"]?["queued"]?.integer == 1001)
    }
}
