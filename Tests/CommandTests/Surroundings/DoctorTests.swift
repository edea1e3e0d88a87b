import Foundation
import SoraTestSupport
import Testing

/// What `soralib doctor` tells, and what other commands say where the program that measures files cannot work.
@Suite(.startsPrograms) struct `The doctor` {
    private static let finding = Shape.object([
        ("check", .text), ("state", .word(["good", "notice", "fault"])), ("message", .text),
        ("hint", .maybe(.text)), ("details", .list(.text)),
    ])

    @Test func `finds nothing wrong where all is there, and tells what the sandbox denied`()
        async throws
    {
        let workshop = try await Workshop.withLibrary()
        let before = try workshop.dump()
        let outcome = try await workshop.run("doctor", "--json")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors == "")
        #expect(Shape.list(Self.finding).problems(in: outcome.json) == [])
        let findings = outcome.json?.elements ?? []
        #expect(
            findings.map { $0["check"]?.string } == [
                "soralib", "library", "disk", "libcurl", "libcrypto", "soralib-media",
                "sheets", "soralib-simulator", "schedule", "clock", "locks", "keys", "hooks",
            ])
        #expect(findings.allSatisfy { $0["state"]?.string == "good" })
        #expect(findings[1]["message"]?.string == workshop.library)
        let details = findings[5]["details"]?.elements.compactMap(\.string) ?? []
        for act in ["read a file", "write a file", "open a socket", "start a program"] {
            #expect(details.contains("denied: \(act)"))
        }
        for name in ["libavformat", "libavfilter"] {
            #expect(details.contains { $0.hasPrefix("\(name) ") })
        }
        #expect(try workshop.dump() == before)
        let words = try await workshop.run("doctor")
        #expect(words.status == 0)
        #expect(words.output.contains("denied: open a socket"))
    }

    @Test func `needs no library, and finds fault with one that is damaged or named in vain`()
        async throws
    {
        let workshop = try Workshop()
        let none = try await workshop.run(["doctor", "--json"], in: workshop.folder.path)
        #expect(none.status == 0, "\(none)")
        #expect(none.json?[1]?["state"]?.string == "notice")
        let named = try await workshop.run(
            ["--library", "nowhere", "doctor", "--json"], in: workshop.folder.path)
        #expect(named.status == 78, "\(named)")
        #expect(named.json?[1]?["state"]?.string == "fault")
        try workshop.folder.write(Array("not a database, and long".utf8), to: "soralib.sqlite")
        let damaged = try await workshop.run(["doctor", "--json"], in: workshop.folder.path)
        #expect(damaged.status == 78, "\(damaged)")
        #expect(damaged.json?[1]?["state"]?.string == "fault")
        // All the rest is told all the same.
        #expect(damaged.json?.elements.count == 8)
    }

    @Test(arguments: [
        ("", "soralib-media is missing"), ("exit 127", "ended with status 127 at its start"),
        (
            "--fault unfiltered",
            "it could read a file, it could write a file, it could open a socket"
        ),
        ("--fault blind", "it cannot measure its built-in clip"),
    ])
    func `tells why no file can be measured, with 78`(fault: String, words: String) async throws {
        let folder = try Self.programs(fault)
        let outcome = try await Child(
            folder.path + "/soralib", ["doctor", "--json"], environment: Workshop.environment,
            current: folder.path
        ).end()
        #expect(outcome.status == 78, "\(outcome)")
        let finding = try #require(outcome.json?[5])
        #expect(finding["check"]?.string == "soralib-media")
        #expect(finding["state"]?.string == "fault")
        #expect(finding["message"]?.string?.contains(words) == true, "\(outcome)")
        #expect(finding["hint"]?.string != nil)
    }

    @Test
    func `finds keys that are not there, a clock that is behind, and hooks that nobody allowed`()
        async throws
    {
        let workshop = try await Workshop.withLibrary()
        let key = try workshop.folder.write(Array("sk-1".utf8), to: "key")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        for (name, place) in [
            ("variable", ["--key-env", "NO_SUCH_KEY"]), ("open", ["--key-file", key]),
            ("asked", ["--key-command", "/nonexistent/ask"]), ("free", ["--no-key"]),
        ] {
            let added = try await workshop.run(
                [
                    "provider", "add", name, "--profile", "openai-compatible", "--base-url",
                    "http://127.0.0.1:1",
                ] + place)
            try #require(added.status == 0, "\(added)")
        }
        try FileManager.default.createDirectory(
            atPath: workshop.library + "/hooks", withIntermediateDirectories: true)
        let hook = workshop.library + "/hooks/on-failed"
        try Data("#!/bin/sh\n".utf8).write(to: URL(fileURLWithPath: hook))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: hook)
        try await workshop.damage(
            "UPDATE change_set SET at = at + 86400000 WHERE id = (SELECT max(id) FROM change_set)")
        let outcome = try await workshop.run("doctor", "--json")
        #expect(outcome.status == 78, "\(outcome)")
        func finding(_ check: String) -> OrderedJSON? {
            outcome.json?.elements.first { $0["check"]?.string == check }
        }
        #expect(finding("clock")?["state"]?.string == "fault")
        #expect(finding("key of variable")?["state"]?.string == "fault")
        #expect(finding("key of variable")?["hint"]?.string?.contains("export NO_SUCH_KEY") == true)
        #expect(finding("key of open")?["hint"]?.string?.contains("chmod 600") == true)
        #expect(finding("key of asked")?["state"]?.string == "good")
        #expect(finding("key of free")?["message"]?.string == "none is wanted")
        #expect(finding("hooks")?["hint"]?.string?.contains("soralib hook allow on-failed") == true)
        #expect(!outcome.output.contains("sk-1"))
    }

    @Test func `tells who holds the library`() async throws {
        let workshop = try await Workshop.withLibrary()
        let held = try Child(
            "/bin/sh", ["-c", "exec 9<>sync.lock; flock -x 9; echo held; read _"],
            environment: Workshop.environment, current: workshop.library, input: .open)
        defer { held.kill() }
        #expect(try await held.firstLine() == "held\n")
        let outcome = try await workshop.run("doctor", "--json")
        let locks = outcome.json?.elements.first { $0["check"]?.string == "locks" }
        #expect(
            locks?["details"]?[0]?.string?.hasPrefix("a sync runs: process ") == true, "\(outcome)")
    }

    @Test func `is named by the commands that measure; they say nothing of a file`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        let programs = try Self.programs("--fault unfiltered")
        func run(_ words: String...) async throws -> Child.Outcome {
            try await Child(
                programs.path + "/soralib", words, environment: Workshop.environment,
                current: workshop.library
            ).end()
        }
        // What is paid for is stored.
        #expect(try await run("queue", "a fox", "--seconds", "4").status == 0)
        let synced = try await run("sync", "--until-idle")
        #expect(synced.status == 0, "\(synced)")
        let video = try await workshop.show("v1")
        #expect(video["verdict"]?.string == "unprobed")
        #expect(video["reasons"]?[0]?.string?.contains("it could read a file") == true)

        #expect(try await workshop.run("verify").status == 0)
        #expect(try await workshop.show("v1")["verdict"]?.string == "verified")
        let clip = try #require(try await workshop.show("v1")["path"]?.string)
        let before = try workshop.dump()
        for words in [
            ["verify"], ["probe", clip], ["probe", "--json", clip], ["image", "add", clip],
        ] {
            let outcome = try await Child(
                programs.path + "/soralib", words, environment: Workshop.environment,
                current: workshop.library
            ).end()
            #expect(outcome.status == 78, "\(words): \(outcome)")
            #expect(outcome.output == "")
            #expect(outcome.errors.contains("no file can be measured on this machine"))
            #expect(outcome.errors.contains("soralib doctor"))
        }
        #expect(try workshop.dump() == before)
        let told = try await run("probe", "--json", clip)
        #expect(told.errorJSON?["code"]?.string == "unfit_helper")
    }

    /// A folder with soralib and a `soralib-media` that fails so; with none where no fault is named.
    private static func programs(_ fault: String) throws -> MediaFolder {
        let folder = try MediaFolder()
        try FileManager.default.copyItem(
            atPath: Programs.soralib, toPath: folder.path + "/soralib")
        if !fault.isEmpty {
            _ = try folder.script(
                "soralib-media", fault.hasPrefix("--") ? "exec \(Programs.media) \(fault)" : fault)
        }
        return folder
    }
}
