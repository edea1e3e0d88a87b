import Foundation
import SoraTestSupport
import Testing

/// `soralib schedule` with the user's systemd.
@Suite(.startsPrograms) struct `A schedule by a timer` {
    private let workshop: Workshop
    private let staged: StagedPrograms

    init() async throws {
        workshop = try await Workshop.withLibrary()
        staged = try StagedPrograms()
    }

    private func run(_ words: String...) async throws -> Child.Outcome {
        try await workshop.run(["schedule"] + words, environment: staged.environment)
    }

    private func units() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: staged.units)) ?? []).sorted()
    }

    @Test func `is two units of the library's own, which systemd is told of`() async throws {
        let outcome = try await run("install", "--every", "2h", "--json")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.json?.names == [
                "method", "every", "entry", "next_run", "last_run", "last_status", "problems",
            ])
        #expect(outcome.json?["method"]?.string == "systemd")
        #expect(outcome.json?["every"]?.integer == 7200)
        let timer = try #require(outcome.json?["entry"]?.string)
        let service = timer.replacing(".timer", with: ".service")
        #expect(timer.wholeMatch(of: #/soralib-[0-9a-f-]{36}\.timer/#) != nil)
        #expect(units() == [service, timer])
        #expect(
            staged.calls.filter { !$0.contains("show") && !$0.contains("list") }.prefix(3) == [
                "systemctl --user daemon-reload", "systemctl --user enable \(timer)",
                "systemctl --user restart \(timer)",
            ])
        let text = try String(contentsOfFile: "\(staged.units)/\(service)", encoding: .utf8)
        let program = URL(fileURLWithPath: Programs.soralib).resolvingSymlinksInPath().path
        #expect(
            text.contains(
                "ExecStart=\":\(program)\" \"--library\" \"\(workshop.library)\" \"sync\"\n"))
        #expect(text.contains("ReadWritePaths=\"\(workshop.library)\"\n"))
        #expect(text.contains("ConditionPathExists=\(workshop.library)/soralib.sqlite\n"))
        #expect(!text.contains("{{"))
    }

    @Test func `tells the next run, the last one, and how it ended`() async throws {
        let none = try await run("show", "--json")
        #expect(none.status == 0)
        #expect(none.json?["method"] == .null)
        #expect(try await run("show").output.hasPrefix("nothing is scheduled"))
        _ = try await run("install")
        try staged.set(timers: #"[{"next":1795266000000000,"left":1,"last":0,"passed":0}]"#)
        let fresh = try await run("show", "--json")
        #expect(fresh.json?["next_run"]?.string == "2026-11-21T13:00:00Z")
        #expect(fresh.json?["last_run"] == .null)
        #expect(fresh.json?["last_status"] == .null)
        try staged.set(
            timers: #"[{"next":1795266000000000,"last":1795265100000000,"unit":"x"}]"#)
        let shown = try await run("show")
        #expect(
            shown.output.contains(
                "next run: 2026-11-21T13:00:00Z\nlast run: 2026-11-21T12:45:00Z, ended with status 3\n"
            ),
            "\(shown)")
    }

    @Test func `is changed when it is installed again, and leaves nothing when removed`()
        async throws
    {
        try FileManager.default.createDirectory(
            atPath: staged.units, withIntermediateDirectories: true)
        try "[Timer]\n".write(
            toFile: staged.units + "/mine.timer", atomically: true, encoding: .utf8)
        _ = try await run("install")
        let changed = try await run("install", "--every", "1d", "--json")
        #expect(changed.json?["every"]?.integer == 86_400)
        #expect(units().count == 3)
        let dry = try await run("remove", "--dry-run")
        #expect(dry.errors.contains("would remove soralib-"), "\(dry)")
        #expect(units().count == 3)
        let removed = try await run("remove")
        #expect(removed.status == 0, "\(removed)")
        #expect(units() == ["mine.timer"])
        #expect(staged.calls.contains { $0.contains("disable --now soralib-") })
        expectError(try await run("remove"), 66, "nothing is scheduled for the library")
    }

    @Test func `of two libraries are two`() async throws {
        let other = workshop.folder.file("other")
        _ = try await workshop.run("init", other)
        _ = try await run("install")
        let second = try await workshop.run(
            ["--library", other, "schedule", "install"], environment: staged.environment)
        #expect(second.status == 0, "\(second)")
        #expect(units().count == 4)
        _ = try await run("remove")
        #expect(units().count == 2)
        let shown = try await workshop.run(
            ["--library", other, "schedule", "show", "--json"], environment: staged.environment)
        #expect(shown.json?["method"]?.string == "systemd")
    }

    @Test(arguments: ["daemon-reload", "enable", "restart"])
    func `that systemd refuses is not half there`(words: String) async throws {
        try staged.fail(words)
        let outcome = try await run("install")
        expectError(outcome, 1, "staged failure", words)
        #expect(units().isEmpty)
        // What was there before stays as it was.
        try staged.fail("never")
        _ = try await run("install", "--every", "1h")
        try staged.fail(words)
        #expect(try await run("install", "--every", "2h").status == 1)
        try staged.fail("never")
        #expect(try await run("show", "--json").json?["every"]?.integer == 3600)
    }

    @Test func `of a copy of the library is refused; of a library that was moved it is replaced`()
        async throws
    {
        _ = try await run("install")
        let copy = workshop.folder.file("copy")
        _ = try await workshop.shell("cp -r '\(workshop.library)' '\(copy)'")
        let words = ["--library", copy, "schedule", "install"]
        let refused = try await workshop.run(words, environment: staged.environment)
        expectError(refused, 73, "the copy of this library in \(workshop.library)")
        try FileManager.default.removeItem(atPath: workshop.library)
        let moved = try await workshop.run(
            words, environment: staged.environment, in: workshop.folder.path)
        #expect(moved.status == 0, "\(moved)")
        #expect(units().count == 2)
    }

    @Test func `leaves a unit of the same name that it did not make`() async throws {
        _ = try await run("install")
        let name = try #require(units().first { $0.hasSuffix(".service") })
        try "[Service]\n".write(
            toFile: "\(staged.units)/\(name)", atomically: true, encoding: .utf8)
        expectError(try await run("install"), 73, name, "did not make")
        #expect(try await run("remove").status == 0)
        #expect(units() == [name])
    }

    @Test(
        .enabled(
            if: InstalledProgram.find("systemd-analyze") != nil,
            "there is no systemd-analyze: NOT checked")
    )
    func `is accepted by systemd-analyze, whatever the folder is called`() async throws {
        let analyze = try #require(InstalledProgram.find("systemd-analyze"))
        let library = workshop.folder.file("100% \"my\" $HOME 'clips' \\n é;#")
        let made = try await workshop.run("init", library)
        try #require(made.status == 0, "\(made)")
        let outcome = try await workshop.run(
            ["--library", library, "schedule", "install"], environment: staged.environment)
        #expect(outcome.status == 0, "\(outcome)")
        let paths = units().map { "\(staged.units)/\($0)" }
        #expect(paths.count == 2)
        // The manager that it simulates wants a folder for sockets.
        let sockets = workshop.folder.file("run")
        try FileManager.default.createDirectory(
            atPath: sockets, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": workshop.folder.path, "XDG_RUNTIME_DIR": sockets,
        ]
        let words = ["verify", "--user", "--man=no"]
        let verified = try await Child(analyze, words + paths, environment: environment).end()
        #expect(verified.status == 0, "\(verified)")
        #expect(verified.errors == "")
        let service = try String(contentsOfFile: paths[0], encoding: .utf8)
        let inQuotes = #"/100%% \"my\" $HOME 'clips' \\n é;#""#
        for line in ["ExecStart=", "ReadWritePaths="] {
            let found = service.split(separator: "\n").first { $0.hasPrefix(line) }
            #expect(found?.contains(inQuotes) == true, "\(service)")
        }
        #expect(service.contains(#"/100%% "my" $HOME 'clips' \n é;#/soralib.sqlite"#))
        // A /tmp of the unit's own would hide a library that is there.
        #expect(service.contains("PrivateTmp=\(!library.hasPrefix("/tmp/"))"))
        // It does find what is wrong.
        let broken = service.replacing("ExecStart=", with: "ExecStart=/no/such/program ")
        try broken.write(toFile: paths[0], atomically: true, encoding: .utf8)
        #expect(
            try await Child(analyze, words + paths, environment: environment).end().status != 0)
        let shown = try await workshop.run(
            ["--library", library, "schedule", "show", "--json"], environment: staged.environment)
        #expect(shown.json?["method"]?.string == "systemd", "\(shown)")
    }
}
