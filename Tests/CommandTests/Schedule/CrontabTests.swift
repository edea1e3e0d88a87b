import Foundation
import SoraTestSupport
import Testing

/// `soralib schedule` with the user's crontab.
@Suite(.startsPrograms) struct `A schedule by cron` {
    private let workshop: Workshop
    private let staged: StagedPrograms

    init() async throws {
        workshop = try await Workshop.withLibrary()
        staged = try StagedPrograms(systemd: false)
    }

    private func run(_ words: String...) async throws -> Child.Outcome {
        try await workshop.run(["schedule"] + words, environment: staged.environment)
    }

    @Test func `is one line, and the rest of the crontab stays byte for byte`() async throws {
        // A comment that looks like a line of ours, bytes that are no UTF-8, and an empty line.
        let mine = Data("# soralib schedule mine\n\n0 4 * * * backup".utf8) + [0xFF, 0x0A]
        try staged.set(crontab: mine)
        let outcome = try await run("install", "--every", "30m", "--json")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.json?["method"]?.string == "cron")
        #expect(outcome.json?["every"]?.integer == 1800)
        let minute = try #require(outcome.json?["next_run"]?.string?.dropFirst(14).prefix(5))
        #expect(minute == "00:00" || minute == "30:00")
        var table = try #require(staged.crontab)
        #expect(table.starts(with: mine))
        let line = String(decoding: table.dropFirst(mine.count), as: UTF8.self)
        #expect(line.hasPrefix("*/30 * * * * '"))
        #expect(
            line.contains(
                "--library '\(workshop.library)' --quiet sync --scheduled # soralib schedule"))
        #expect(line.split(separator: "\n").count == 1)

        let other = workshop.folder.file("other")
        _ = try await workshop.run("init", other)
        _ = try await workshop.run(
            ["--library", other, "schedule", "install"], environment: staged.environment)
        #expect(try await run("install", "--every", "1h").status == 0)
        table = try #require(staged.crontab)
        #expect(table.starts(with: mine))
        let lines = String(decoding: table.dropFirst(mine.count), as: UTF8.self)
            .split(separator: "\n")
        try #require(lines.count == 2)
        #expect(lines[0].hasPrefix("0 * * * * ") && lines[1].hasPrefix("*/5 * * * * "))

        #expect(try await run("remove").status == 0)
        _ = try await workshop.run(
            ["--library", other, "schedule", "remove"], environment: staged.environment)
        #expect(staged.crontab == mine)
        expectError(try await run("remove"), 66, "nothing is scheduled")
    }

    @Test(arguments: [
        (["--at", "09:00,18:00"], "0 9,18 * * *"), (["--calendar", "daily"], "0 0 * * *"),
        (["--calendar", "Mon..Fri 09..18:30"], "30 9-18 * * 1-5"),
        (["--calendar", "*:0/15"], "*/15 * * * *"),
        (["--calendar", "*-*-01 04:00:00"], "0 4 1 * *"),
        (["--calendar", "weekly"], "0 0 * * 1"), (["--calendar", "Sat,Sun 10:05"], "5 10 * * 6,0"),
    ])
    func `comes when it was asked for, where cron can say it`(words: [String], fields: String)
        async throws
    {
        let outcome = try await workshop.run(
            ["schedule", "install", "--json"] + words, environment: staged.environment)
        #expect(outcome.status == 0, "\(outcome)")
        let line = String(decoding: try #require(staged.crontab), as: UTF8.self)
        #expect(line.hasPrefix("\(fields) '"), "\(line)")
        #expect(outcome.json?["next_run"]?.string != nil)
        // The first run is real, with as little around it as cron gives.
        let runs = try await workshop.run("history", "runs", "--json")
        #expect(runs.json?.elements.count == 1, "\(runs)")
        #expect(runs.json?.elements.first?["started_by"]?.string == "cron")
    }

    @Test(arguments: [
        ["--at", "09:00,18:30"], ["--calendar", "2030-01-01"], ["--calendar", "Mon *-*-01 04:00"],
        ["--calendar", "*:*:0/10"], ["--calendar", "*-*~1"], ["--calendar", "Europe/Berlin"],
    ])
    func `is refused where cron cannot say it`(words: [String]) async throws {
        let outcome = try await workshop.run(
            ["schedule", "install"] + words, environment: staged.environment)
        expectError(outcome, 64, "cron cannot", "it can")
        #expect(staged.crontab == nil)
    }

    @Test func `that was all there was leaves no crontab`() async throws {
        _ = try await run("install")
        #expect(staged.crontab != nil)
        #expect(try await run("remove").status == 0)
        #expect(staged.crontab == nil)
    }

    @Test func `is not written where the crontab cannot be read`() async throws {
        try staged.set(crontab: Data("0 4 * * * backup\n".utf8))
        try staged.breakCrontab()
        expectError(try await run("install"), 1, "staged failure")
        #expect(staged.crontab == Data("0 4 * * * backup\n".utf8))
        #expect(!staged.calls.contains("crontab -"))
    }

    @Test func `takes the place of a timer, and a timer its place`() async throws {
        let both = try StagedPrograms()
        func method(_ words: String...) async throws -> String? {
            try await workshop.run(
                ["schedule", "install", "--json"] + words, environment: both.environment
            ).json?["method"]?.string
        }
        #expect(try await method() == "systemd")
        #expect(try await method("--using", "cron") == "cron")
        #expect(try FileManager.default.contentsOfDirectory(atPath: both.units).isEmpty)
        #expect(both.crontab != nil)
        #expect(try await method("--using", "systemd") == "systemd")
        #expect(both.crontab == nil)
    }

    @Test func `runs a sync of the library, whatever the folder is called`() async throws {
        let library = workshop.folder.file("100% \"my\" $HOME 'clips' \\n")
        _ = try await workshop.run("init", library)
        let outcome = try await workshop.run(
            ["--library", library, "schedule", "install"], environment: staged.environment)
        #expect(outcome.status == 0, "\(outcome)")
        let line = String(decoding: try #require(staged.crontab), as: UTF8.self)
        // As cron does it: five fields, then a command whose escaped % is one, given to sh.
        let command = String(line.split(separator: " ", maxSplits: 5)[5])
            .replacing("\\%", with: "%")
        #expect(!line.replacing("\\%", with: "").contains("%"))
        let verbose = command.replacing("--quiet sync", with: "--json sync")
        let ran = try await Child(
            "/bin/sh", ["-c", verbose], environment: Workshop.environment
        ).end()
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.json?["submitted"]?.integer == 0)
        let quiet = try await Child(
            "/bin/sh", ["-c", command], environment: Workshop.environment
        ).end()
        #expect(quiet.output == "" && quiet.errors == "", "\(quiet)")
    }
}
