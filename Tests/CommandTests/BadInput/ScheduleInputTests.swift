import Foundation
import SoraTestSupport
import Testing

/// Wrong words for `soralib schedule`, and surroundings that have no timers.
@Suite(.startsPrograms) struct `Bad input for a schedule` {
    private let workshop: Workshop

    init() async throws { workshop = try await Workshop.withLibrary() }

    private func run(_ staged: StagedPrograms, _ words: String...) async throws -> Child.Outcome {
        try await workshop.run(["schedule"] + words, environment: staged.environment)
    }

    @Test(arguments: ["0m", "30s", "59", "8d", "soon", "-5m", ""])
    func `a time that is none, too short or too long`(time: String) async throws {
        let staged = try StagedPrograms()
        let outcome = try await run(staged, "install", "--every=\(time)")
        expectError(outcome, 64)
        #expect(staged.calls.isEmpty)
    }

    @Test(arguments: ["", "9", "24:00", "09:60", "9:5", "09:00,", "-1:00", "09:00:00"])
    func `times of day that are none`(times: String) async throws {
        let staged = try StagedPrograms()
        expectError(try await run(staged, "install", "--at=\(times)"), 64, "no time of day")
        #expect(staged.calls.isEmpty)
    }

    @Test(
        .enabled(
            if: InstalledProgram.find("systemd-analyze") != nil,
            "there is no systemd-analyze: NOT checked"))
    func `a calendar event that is none, or in the past`() async throws {
        let staged = try StagedPrograms()
        for (event, words) in [
            ("2020-01-01 09:00", "is in the past"), ("soon", "is no calendar event"),
            ("", "is no calendar event"), ("daily\nExecStart=/bin/true", "is no calendar event"),
        ] {
            expectError(try await run(staged, "install", "--calendar=\(event)"), 64, words)
        }
        #expect(!FileManager.default.fileExists(atPath: staged.units))
        expectError(
            try await run(staged, "install", "--every", "5m", "--at", "09:00"), 64, "not several")
    }

    @Test(arguments: ["7m", "90s", "5h", "2d"])
    func `a time that cron cannot say, and systemd can`(time: String) async throws {
        let staged = try StagedPrograms()
        let cron = try await run(staged, "install", "--every", time, "--using", "cron")
        expectError(cron, 64, "cron cannot", "15, 20 or 30 minutes")
        #expect(staged.crontab == nil)
        let timer = try await run(staged, "install", "--every", time)
        #expect(timer.status == 0, "\(timer)")
    }

    @Test func `a key in a variable, which a timer does not have`() async throws {
        let staged = try StagedPrograms()
        for (name, key) in [
            ("studio", ["--key-env", "STUDIO_KEY"]), ("home", ["--key-file", "/key"]),
            ("lab", ["--key-command", "pass show lab"]), ("other", ["--key-env", "OTHER_KEY"]),
        ] {
            let added = try await workshop.run(
                [
                    "provider", "add", name, "--profile", "openai-compatible", "--base-url",
                    "https://gateway.example",
                ] + key)
            try #require(added.status == 0, "\(added)")
        }
        let outcome = try await run(staged, "install")
        expectError(outcome, 77, "2 problems", "STUDIO_KEY", "OTHER_KEY", "--key-file")
        #expect(!outcome.errors.contains("home") && !outcome.errors.contains("lab"))
        #expect(staged.calls.isEmpty)
        let printed = try await run(staged, "install", "--print")
        #expect(printed.status == 0, "\(printed)")
        #expect(printed.errors.contains("note: the key of studio"), "\(printed)")
    }

    @Test func `neither systemd nor cron`() async throws {
        let staged = try StagedPrograms(systemd: false, cron: false)
        expectError(try await run(staged, "install"), 78, "neither", "soralib --library DIR sync")
        expectError(
            try await run(staged, "install", "--using", "cron"), 78, "no program crontab")
        expectError(
            try await run(staged, "install", "--using", "systemd"), 78, "no program systemctl")
        #expect(!FileManager.default.fileExists(atPath: staged.units + "/x"))
        #expect(try await run(staged, "show").status == 0)
        expectError(try await run(staged, "remove"), 66, "nothing is scheduled")
    }

    @Test(arguments: ["systemd", "cron"])
    func `printing and a dry run change nothing`(method: String) async throws {
        let staged = try StagedPrograms()
        let before = try workshop.dump()
        for word in ["--print", "--dry-run"] {
            let outcome = try await run(staged, "install", word, "--using", method)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains(workshop.library))
        }
        let json = try await run(staged, "install", "--print", "--using", method, "--json")
        #expect(json.json?["method"]?.string == method)
        #expect(json.json?["files"]?.elements.count == (method == "cron" ? 1 : 2))
        #expect(staged.calls.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: staged.units))
        #expect(try workshop.dump() == before)
    }

    @Test func `a folder whose name has a line break`() async throws {
        let staged = try StagedPrograms()
        let library = workshop.folder.file("two\nlines")
        _ = try await workshop.run("init", library)
        let outcome = try await workshop.run(
            ["--library", library, "schedule", "install"], environment: staged.environment)
        expectError(outcome, 65, "no schedule can name")
        #expect(staged.calls.allSatisfy { $0.contains("show") })
    }

    @Test func `no library`() async throws {
        let staged = try StagedPrograms()
        let outcome = try await workshop.run(
            ["--library", "/nonexistent", "schedule", "show"], environment: staged.environment)
        expectError(outcome, 66)
    }
}
