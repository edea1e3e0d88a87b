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
                "method", "every", "entry", "next_run", "last_run", "last_status", "timing",
                "lingers",
                "last_idle_run", "notes", "runs", "problems",
            ])
        #expect(outcome.json?["method"]?.string == "systemd")
        #expect(outcome.json?["every"]?.integer == 7200)
        let timer = try #require(outcome.json?["entry"]?.string)
        let service = timer.replacing(".timer", with: ".service")
        #expect(timer.wholeMatch(of: #/soralib-[0-9a-f-]{36}\.timer/#) != nil)
        #expect(units() == [service, timer])
        #expect(
            staged.calls.filter {
                !$0.contains("show") && !$0.contains("list") && !$0.contains("crontab")
            }.prefix(4) == [
                "systemctl --user daemon-reload", "systemctl --user enable \(timer)",
                "systemctl --user restart \(timer)", "systemctl --user start \(service)",
            ])
        let text = try String(contentsOfFile: "\(staged.units)/\(service)", encoding: .utf8)
        let program = URL(fileURLWithPath: Programs.soralib).resolvingSymlinksInPath().path
        #expect(
            text.contains(
                "ExecStart=\":\(program)\" \"--library\" \"\(workshop.library)\" \"sync\" \"--scheduled\"\n"
            ))
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
                "next run: 2026-11-21T13:00:00Z\nlast run: 2026-11-21T12:45:00Z, ended with status 3, a decision is needed: see `soralib status`\n"
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

    @Test(arguments: [
        (
            ["--every", "5m"], "every 300",
            ["OnCalendar=*:0/5:00", "Persistent=true", "RandomizedDelaySec=30s"]
        ),
        ([], "every 300", ["OnCalendar=*:0/5:00", "Persistent=true"]),
        (["--every", "2h"], "every 7200", ["OnCalendar=0/2:00:00", "Persistent=true"]),
        (["--every", "7m"], "every 420", ["OnUnitInactiveSec=420s", "OnActiveSec=1min"]),
        (
            ["--at", "18:00,09:05"], "at 09:05,18:00",
            ["OnCalendar=*-*-* 09:05:00", "OnCalendar=*-*-* 18:00:00", "Persistent=true"]
        ),
        (
            ["--calendar", "Mon..Fri  09..18:00"], "calendar Mon..Fri 09..18:00",
            ["OnCalendar=Mon..Fri 09..18:00", "Persistent=true"]
        ),
    ])
    func `comes when it was asked for`(words: [String], timing: String, lines: [String])
        async throws
    {
        let outcome = try await workshop.run(
            ["schedule", "install", "--json"] + words, environment: staged.environment)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.json?["timing"]?.string == timing)
        let timer = try #require(outcome.json?["entry"]?.string)
        let text = try String(contentsOfFile: "\(staged.units)/\(timer)", encoding: .utf8)
        for line in lines { #expect(text.contains("\n\(line)\n"), "\(text)") }
        #expect(text.contains("Persistent") == !timing.hasSuffix("420"))
    }

    @Test func `is run once at its installation, without namespaces where users may make none`()
        async throws
    {
        try staged.set(ended: "ExecMainStatus=226")
        let outcome = try await run("install")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.output.contains("first run: status 226, systemd could not prepare"),
            "\(outcome)")
        #expect(
            outcome.output.contains("note: this system lets users make no namespaces"), "\(outcome)"
        )
        #expect(staged.calls.count { $0.contains("--user start") } == 2)
        let name = try #require(units().first { $0.hasSuffix(".service") })
        let text = try String(contentsOfFile: "\(staged.units)/\(name)", encoding: .utf8)
        #expect(!text.contains("PrivateUsers") && !text.contains("ProtectSystem"))
        #expect(text.contains("NoNewPrivileges=true"))
        try staged.set(ended: "ExecMainStatus=77")
        let paused = try await run("install")
        #expect(
            paused.output.contains("first run: status 77, a provider is paused for its key"),
            "\(paused)")
        try staged.set(ended: "ExecMainStatus=0\nConditionResult=no")
        let unseen = try await run("install")
        #expect(
            unseen.output.contains("first run: passed over: the unit does not see"), "\(unseen)")
    }

    @Test func `tells whether it goes on when nobody is logged in`() async throws {
        var environment = staged.environment
        environment["USER"] = "me"
        for (answer, lingers) in [
            ("Linger=no", OrderedJSON.bool(false)), ("Linger=yes", .bool(true)),
        ] {
            try staged.add("loginctl", "[ \"$2\" = me ] && echo \(answer)")
            let outcome = try await workshop.run(
                ["schedule", "install", "--json"], environment: environment)
            #expect(outcome.json?["lingers"] == lingers, "\(outcome)")
            #expect(outcome.errors.contains("loginctl enable-linger") == (answer == "Linger=no"))
        }
    }

    @Test func `of a library that was moved says so, and what to type`() async throws {
        _ = try await run("install")
        let place = workshop.folder.file("elsewhere")
        try FileManager.default.moveItem(atPath: workshop.library, toPath: place)
        let shown = try await workshop.run(
            ["--library", place, "schedule", "show"], environment: staged.environment,
            in: workshop.folder.path)
        #expect(shown.output.contains("problem: the library was moved"), "\(shown)")
        #expect(shown.output.contains("`soralib schedule install` here corrects that"))
        let doctor = try await workshop.run(
            ["--library", place, "doctor", "--json"], environment: staged.environment,
            in: workshop.folder.path)
        let found = doctor.json?.elements.first { $0["check"]?.string == "schedule" }
        #expect(found?["state"]?.string == "fault", "\(doctor)")
        #expect(found?["message"]?.string?.contains("the library was moved") == true)
        // At its old place there is nothing now, as when a disk is not mounted.
        let absent = try await workshop.run(
            ["--library", workshop.library, "schedule", "show"], environment: staged.environment,
            in: workshop.folder.path)
        #expect(absent.status == 0 && absent.output.contains("runs are passed over"), "\(absent)")
        let again = try await workshop.run(
            ["--library", place, "schedule", "install"], environment: staged.environment,
            in: workshop.folder.path)
        #expect(again.status == 0 && !again.output.contains("problem:"), "\(again)")
        // A program that is gone starts nothing either.
        let name = try #require(units().first { $0.hasSuffix(".service") })
        let text = try String(contentsOfFile: "\(staged.units)/\(name)", encoding: .utf8)
        try text.replacing("ExecStart=\":", with: "ExecStart=\":/gone").write(
            toFile: "\(staged.units)/\(name)", atomically: true, encoding: .utf8)
        let gone = try await workshop.run(
            ["--library", place, "schedule", "show"], environment: staged.environment,
            in: workshop.folder.path)
        #expect(gone.output.contains("problem: the program /gone"), "\(gone)")
    }

    @Test func `beside a line of cron for the same library is said to be one too many`()
        async throws
    {
        _ = try await run("install", "--using", "cron")
        let line = try #require(staged.crontab)
        _ = try await run("install")
        #expect(staged.crontab == nil)
        try staged.set(crontab: line)
        let shown = try await run("show")
        #expect(shown.output.contains("problem: it is in the crontab as well"), "\(shown)")
        _ = try await run("install")
        #expect(staged.crontab == nil)
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
