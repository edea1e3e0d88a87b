import Foundation
import SoraTestSupport
import Testing

/// What `soralib provider check` and `show` tell of a service.
@Suite(.startsPrograms) struct `A provider that is looked at` {
    private func workshop(
        _ profile: String, at url: String, _ more: [String] = ["--key-env", "STUDIO_KEY"]
    ) async throws -> Workshop {
        let workshop = try await Workshop.withLibrary()
        let added = try await workshop.run(
            ["provider", "add", "studio", "--profile", profile, "--base-url", url] + more)
        try #require(added.status == 0, "\(added)")
        return workshop
    }

    private let key = ["STUDIO_KEY": "sk-not-for-people"]

    private func check(
        _ workshop: Workshop, environment: [String: String]? = nil
    ) async throws -> Child.Outcome {
        try await workshop.run(
            "provider", "check", "studio", "--json", environment: environment ?? key)
    }

    /// The states of what was looked at, by what it is.
    private func states(_ outcome: Child.Outcome) throws -> [String] {
        try #require(outcome.json?["checks"], "\(outcome)").elements.map {
            "\($0["check"]?.string ?? "") \($0["state"]?.string ?? "")"
        }
    }

    @Test(arguments: `A service`.profiles)
    func `is asked without a task, and can be used`(profile: String) async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await workshop(profile, at: "\(service.url)/\(profile)")
        let before = try workshop.dump()
        let outcome = try await check(workshop)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(Shape.providerCheck.problems(in: outcome.json) == [])
        let state = profile == "openai" ? "notice" : "good"
        #expect(
            try states(outcome) == [
                "profile \(state)", "key good", "address good", "service good", "clock good",
            ])
        #expect(abs(outcome.json?["clock_skew"]?.integer ?? 99) <= 5)
        let table = try await workshop.run("provider", "check", "studio", environment: key)
        #expect(table.status == 0 && table.output.contains("cannot:  "), "\(table)")
        #expect(!(outcome.output + table.output).contains("sk-not-for-people"))
        #expect(try service.charges().isEmpty)
        #expect(try workshop.dump() == before)
    }

    @Test func `without its key is told so with 77, and that it can be reached`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await workshop("wisgate", at: "\(service.url)/wisgate")
        let outcome = try await check(workshop, environment: [:])
        #expect(outcome.status == 77)
        #expect(
            try states(outcome) == [
                "profile good", "key fault", "address good", "service good", "key fault",
                "clock good",
            ])
        #expect(outcome.output.contains("STUDIO_KEY is not set"))
    }

    @Test(arguments: [401, 403]) func `whose key is refused is told so with 77`(
        status: Int
    ) async throws {
        let service = try await SimulatorProcess.start(
            faults: #"{"action": "replace", "status": \#(status), "body": {}}"#)
        let workshop = try await workshop("openai", at: "\(service.url)/openai")
        let outcome = try await check(workshop)
        #expect(outcome.status == 77, "\(outcome)")
        #expect(outcome.output.contains("was refused (\(status))"))
    }

    @Test(arguments: ["key with\na line", "key\r\nX-Evil: 1"])
    func `whose key has a line break is told so with 77, and nothing of the key is shown`(
        key: String
    ) async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await workshop("wisgate", at: "\(service.url)/wisgate")
        let outcome = try await check(workshop, environment: ["STUDIO_KEY": key])
        #expect(outcome.status == 77, "\(outcome)")
        #expect(!outcome.output.contains("Evil") && !outcome.output.contains("with\\na line"))
    }

    @Test func `at which nothing listens is told so with 69`() async throws {
        let port = try SimulatorProcess.freePort()
        let workshop = try await workshop("wisgate", at: "http://127.0.0.1:\(port)")
        let outcome = try await check(workshop)
        #expect(outcome.status == 69, "\(outcome)")
        #expect(
            try states(outcome) == [
                "profile good", "key good", "address good", "service fault",
            ])
        #expect(outcome.json?["clock_skew"] == .null)
    }

    @Test func `whose certificate is not trusted is told so with 69, and how to trust it`()
        async throws
    {
        let service = try await SimulatorProcess.start("--tls")
        let workshop = try await workshop("wisgate", at: "\(service.url)/wisgate")
        let refused = try await check(workshop)
        #expect(refused.status == 69 && refused.output.contains("--ca-file FILE"), "\(refused)")
        let set = try await workshop.run(
            "provider", "set", "studio", "--ca-file", try #require(service.authority))
        #expect(set.status == 0, "\(set)")
        #expect(try await check(workshop).status == 0)
    }

    @Test func `whose clock is wrong, or that redirects, is told so`() async throws {
        let late = try await SimulatorProcess.start(
            faults: #"""
                {"action": "replace", "status": 200, "body": {"object": "list", "data": []},
                 "headers": {"Date": "Sat, 21 Nov 2020 00:00:00 GMT"}}
                """#)
        let workshop = try await workshop("openai", at: "\(late.url)/openai")
        let outcome = try await check(workshop)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains("s behind this machine's"))
        let moved = try await SimulatorProcess.start(
            faults: #"{"action": "redirect", "to": "same"}"#)
        let other = try await self.workshop("openai", at: "\(moved.url)/openai")
        let redirected = try await check(other)
        #expect(redirected.status == 78, "\(redirected)")
    }

    @Test func `has a profile that can be read, or 78`() async throws {
        let workshop = try await workshop("wisgate", at: "https://gateway.example")
        let folder = workshop.library + "/providers"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try "{".write(toFile: folder + "/wisgate.json", atomically: true, encoding: .utf8)
        let outcome = try await check(workshop)
        #expect(outcome.status == 78, "\(outcome)")
        expectError(try await workshop.run("provider", "check", "none"), 66, "no provider none")
    }

    @Test func `is shown with its abilities and limits`() async throws {
        let workshop = try await workshop("octopusx", at: "https://octopus.example")
        let shown = try await workshop.run("provider", "show", "studio", "--json")
        #expect(Shape.provider.problems(in: shown.json) == [])
        #expect(
            shown.json?["abilities"]?.elements.compactMap(\.string) == [
                "images", "private", "remix", "storyboard", "style", "watermark",
            ])
        #expect(shown.json?["models"]?.elements.count == 4)
        #expect(shown.json?["models"]?[3]?["model"] == .null)
        #expect(shown.json?["limits"]?["images"]?.integer == 8)
        let table = try await workshop.run("provider", "show", "studio")
        #expect(table.output.contains("any other"), "\(table)")
        #expect(table.output.contains("10, 15, 25"), "\(table)")
        let list = try await workshop.run("provider", "list")
        #expect(list.output.contains("ABILITIES") && list.output.contains("storyboard"))
    }
}
