import Foundation
import SoraTestSupport
import Testing

/// What a sync does where the encryption is good, and where it is not.
///
/// Nothing turns the checks off: a service of one's own is trusted by `provider add --ca-file`.
@Suite(.startsPrograms) struct `A service over HTTPS` {
    @Test func `that is trusted by --ca-file delivers, and charges once`() async throws {
        let service = try await SimulatorProcess.start("--tls")
        let workshop = try await Workshop.withProvider(service.url, trusting: service.authority)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.status == 0, "\(synced)")
        #expect(try await workshop.show("t1")["state"]?.string == "succeeded")
        #expect(try service.charges().count == 1)
    }

    @Test func `that only its own authority vouches for is refused without --ca-file`() async throws
    {
        let service = try await SimulatorProcess.start("--tls")
        let workshop = try await Workshop.withProvider(service.url)
        try await expectRefusal(service, workshop, #/self.signed certificate|unable to get/#)

        // With the authority's certificate the same task goes through.
        let set = try await workshop.run(
            "provider", "set", "rehearsal", "--ca-file", try #require(service.authority))
        #expect(set.status == 0, "\(set)")
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.status == 0, "\(synced)")
        #expect(try await workshop.show("t1")["state"]?.string == "succeeded")
        #expect(try service.charges().count == 1)
    }

    @Test(
        arguments: [
            ("wrong_name", "alternative certificate subject name"),
            ("expired", "certificate has expired"), ("self_signed", "self.signed certificate"),
            ("untrusted", "certificate verify failed|unable to get|certificate signature failure"),
            ("tls1.1", "protocol version|unsupported protocol"),
            ("cut_handshake", "unexpected eof|SSL_ERROR_SYSCALL|Connection reset"),
        ])
    func `with bad encryption gets no byte of a request`(fault: String, words: String)
        async throws
    {
        let service = try await SimulatorProcess.start(faults: "", "--tls", "--tls-fault", fault)
        let workshop = try await Workshop.withProvider(service.url, trusting: service.authority)
        try await expectRefusal(service, workshop, try Regex(words))
        // The simulator met it at the handshake each time, and never a request behind it.
        let played = try service.played()
        #expect(!played.isEmpty)
        #expect(played.allSatisfy { $0["action"]?.string == fault && $0["request"] == nil })
    }

    @Test func `that redirects a result to http is not followed`() async throws {
        let plain = try await SimulatorProcess.start()
        let service = try await SimulatorProcess.start(
            faults: """
                {"action": "redirect", "to": "\(plain.url)/v.mp4", "when": {"path": "*/content"}}
                """, "--tls")
        let workshop = try await Workshop.withProvider(service.url, trusting: service.authority)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.errors.contains("from https to \(plain.url)/v.mp4"), "\(synced)")
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "completed")
        #expect(task["error"]?["code"]?.string == "url_refused")
    }

    /// A sync that sends nothing says why, leaves the task queued, and ends well: it can go later.
    private func expectRefusal(
        _ service: SimulatorProcess, _ workshop: Workshop, _ words: some RegexComponent
    ) async throws {
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle", "--json")
        #expect(synced.status == 0, "\(synced)")
        #expect(synced.json?["unreachable"] == .array([.text("rehearsal")]))
        #expect(synced.errors.firstMatch(of: words.regex) != nil, "\(synced)")
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "queued")
        #expect(task["submit_attempts"]?.integer == 1, "one look is enough in a run")
        #expect(try service.charges().isEmpty)
    }
}
