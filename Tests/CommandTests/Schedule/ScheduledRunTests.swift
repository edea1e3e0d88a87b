import Foundation
import SoraSQLite
import SoraTestSupport
import Testing

/// `soralib sync --scheduled`, what it leaves in the catalogue, and `soralib history runs`.
@Suite(.startsPrograms) struct `A scheduled run` {
    private func runs(_ workshop: Workshop) async throws -> [OrderedJSON] {
        let told = try await workshop.run("history", "runs", "--json")
        return try #require(told.json, "\(told)").elements
    }

    /// As if a day had passed since, so that the daily parts are not due again.
    private func settle(_ workshop: Workshop) async throws {
        let first = try await workshop.run("sync", "--scheduled")
        try #require([0, 3, 77].contains(first.status), "\(first)")
    }

    @Test func `submits, fetches, checks and copies, and each is written down`() async throws {
        let service = try await SimulatorProcess.start(latency: "50ms")
        let workshop = try await Workshop.withProvider(service.url)
        _ = try await workshop.run("queue", "a red fox", "--seconds", "4", "--size", "1280x720")
        let first = try await workshop.run(
            ["sync", "--scheduled", "--json"], environment: ["INVOCATION_ID": "1"])
        #expect(first.status == 0 && first.json?["submitted"]?.integer == 1, "\(first)")
        var downloaded = 0
        for _ in 0..<100 where downloaded == 0 {
            try await Task.sleep(nanoseconds: 100_000_000)
            let next = try await workshop.run("sync", "--scheduled", "--json")
            downloaded = next.json?["downloaded"]?.integer ?? 0
        }
        #expect(downloaded == 1)
        let all = try await runs(workshop)
        let oldest = try #require(all.last)
        #expect(oldest["started_by"]?.string == "timer" && oldest["state"]?.string == "ended")
        #expect(oldest["submitted"]?.integer == 1 && oldest["exit_status"]?.integer == 0)
        #expect(oldest["checked"]?.integer == 0)
        #expect(oldest["backup"]?.string?.hasPrefix("soralib-2") == true, "\(oldest)")
        let newest = try #require(all.first)
        #expect(newest["started_by"]?.string == "cron" && newest["downloaded"]?.integer == 1)
        #expect((newest["bytes"]?.integer ?? 0) > 1000)
        // Once a day is enough of both.
        #expect(newest["checked"] == .null && newest["backup"] == .null)
        for format in ["table", "jsonl", "csv", "tsv"] {
            let told = try await workshop.run("history", "runs", "--format", format)
            #expect(told.status == 0 && told.output.contains("timer"), "\(told)")
        }
        let chosen = try await workshop.run(
            "history", "runs", "--fields", "id,bytes", "--limit", "1")
        #expect(chosen.status == 0 && chosen.output.split(separator: "\n").count == 2, "\(chosen)")
        withExtendedLifetime(service) {}
    }

    @Test func `with nothing due writes no catalogue, opens no network and says nothing`()
        async throws
    {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        try await settle(workshop)
        let before = try workshop.dump()
        let count = try await runs(workshop).count
        let lock = workshop.library + "/sync.lock"
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: lock)
        let idle = try await workshop.run("sync", "--scheduled")
        #expect(idle.status == 0 && idle.output == "" && idle.errors == "", "\(idle)")
        #expect(try workshop.dump() == before)
        #expect(try await runs(workshop).count == count)
        // That it was there is told by the time of the lock.
        let touched =
            try FileManager.default.attributesOfItem(atPath: lock)[.modificationDate] as? Date
        #expect((touched?.timeIntervalSinceNow ?? -1e9) > -600)
        guard let strace = InstalledProgram.find("strace") else { return }
        let traced = try await Child(
            strace,
            [
                "-f", "-e", "trace=socket,connect,openat", Programs.soralib, "--library",
                workshop.library,
                "sync", "--scheduled",
            ], environment: Workshop.environment
        ).end()
        #expect(traced.status == 0, "\(traced.status)")
        #expect(!traced.errors.contains("libcurl") && !traced.errors.contains("socket("))
        #expect(traced.errors.contains("soralib.sqlite"))
    }

    @Test func `writes the sidecars that a large load has left behind`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        try await settle(workshop)
        let catalogue = try Connection.open("\(workshop.library)/soralib.sqlite", .readWrite)
        try catalogue.run(
            """
            INSERT INTO sidecar_due (video_id)
            WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 70000)
            SELECT id FROM n
            """)
        let trial = try await workshop.run("sync", "--scheduled", "--dry-run")
        #expect(trial.errors.contains("would write sidecars"), "\(trial)")
        let run = try await workshop.run("sync", "--scheduled")
        #expect(run.status == 0, "\(run)")
        #expect(try catalogue.integer("SELECT count(*) FROM sidecar_due") == 0)
    }

    @Test func `that is killed is a run that did not end`() async throws {
        let service = try await SimulatorProcess.start(latency: "50ms")
        let workshop = try await Workshop.withProvider(service.url)
        _ = try await workshop.run("queue", "a red fox", "--seconds", "4", "--size", "1280x720")
        let killed = try await workshop.run(
            ["sync", "--scheduled"], environment: ["SORALIB_FAILPOINT": "FP05:kill"])
        #expect(killed.status != 0)
        let run = try #require(try await runs(workshop).first)
        #expect(
            run["state"]?.string == "killed" && run["ended_at"] == .null
                && run["exit_status"] == .null)
        let table = try await workshop.run("history", "runs")
        #expect(table.output.contains("killed"), "\(table)")
        withExtendedLifetime(service) {}
    }

    @Test func `does not do what a setting switches off`() async throws {
        let service = try await SimulatorProcess.start(latency: "50ms")
        let workshop = try await Workshop.withProvider(service.url)
        _ = try await workshop.run("queue", "a red fox", "--seconds", "4", "--size", "1280x720")
        for part in ["submit", "verify", "backup"] {
            let set = try await workshop.run("config", "set", "schedule.\(part)", "off")
            #expect(set.status == 0, "\(set)")
        }
        let idle = try await workshop.run("sync", "--scheduled", "--json")
        #expect(idle.status == 0 && idle.json?["submitted"]?.integer == 0, "\(idle)")
        #expect(try await runs(workshop).isEmpty)
        #expect(try await workshop.run("show", "t1", "--json").json?["state"]?.string == "queued")
        _ = try await workshop.run("config", "set", "schedule.verify", "on")
        _ = try await workshop.run("sync", "--scheduled")
        var run = try #require(try await runs(workshop).first)
        #expect(
            run["checked"]?.integer == 0 && run["backup"] == .null && run["submitted"]?.integer == 0
        )
        _ = try await workshop.run("config", "set", "schedule.backup", "on")
        _ = try await workshop.run("sync", "--scheduled")
        run = try #require(try await runs(workshop).first)
        #expect(run["backup"]?.string != nil && run["checked"] == .null)
        _ = try await workshop.run("config", "set", "schedule.submit", "on")
        _ = try await workshop.run("sync", "--scheduled")
        #expect(try await runs(workshop).first?["submitted"]?.integer == 1)
        withExtendedLifetime(service) {}
    }

    @Test func `checks old clips again, some each day, and says which are not sound`() async throws
    {
        let workshop = try await Workshop.withVideos((1...40).map { "clip \($0)" })
        // Their files are not there; half of them were looked at a moment ago.
        try await workshop.damage(
            "UPDATE video SET probed_at = CASE WHEN id > 20 THEN unixepoch() * 1000 ELSE 1 END")
        let ran = try await workshop.run("sync", "--scheduled")
        #expect(ran.status == 1, "\(ran)")
        let run = try #require(try await runs(workshop).first)
        // A thirtieth of forty, rounded up.
        #expect(run["checked"]?.integer == 2 && run["unsound"]?.integer == 2, "\(run)")
        #expect(run["message"]?.string?.hasPrefix("not as it should be: v") == true, "\(run)")
        let missing = try await workshop.run("list", "--json", "--fields", "id,file_state")
        #expect(missing.json?.elements.count { $0["file_state"]?.string == "missing" } == 2)
    }

    @Test func `makes no copy when nothing was changed since the last`() async throws {
        let workshop = try await Workshop.withLibrary()
        _ = try await workshop.run("prompt", "add", "a red fox")
        try await settle(workshop)
        let backups = workshop.library + "/backups"
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: backups)
        }
        let first = try names()
        #expect(first.count == 1)
        // Two days ago: a copy is due by its age, and holds all there is.
        let days = Date(timeIntervalSinceNow: -2 * 86_400)
        try await workshop.damage("UPDATE change_set SET at = at - 3 * 86400000")
        try FileManager.default.setAttributes(
            [.modificationDate: days], ofItemAtPath: "\(backups)/\(first[0])")
        _ = try await workshop.run("sync", "--scheduled")
        #expect(try names() == first)
        _ = try await workshop.run("prompt", "add", "a blue fox")
        _ = try await workshop.run("sync", "--scheduled")
        #expect(try names().count == 2)
    }

    @Test func `of ten at once is one that works; the others end silently`() async throws {
        let service = try await SimulatorProcess.start(
            latency: "50ms",
            faults: #"{"action": "delay", "duration": "2s", "at": "before_answer"}"#)
        let workshop = try await Workshop.withProvider(service.url)
        _ = try await workshop.run("queue", "a red fox", "--seconds", "4", "--size", "1280x720")
        let all = try (0..<10).map { _ throws in
            try workshop.start(["sync", "--scheduled", "--quiet"])
        }
        var outcomes: [Child.Outcome] = []
        for child in all { outcomes.append(await child.end()) }
        let workers = outcomes.filter { $0.status == 0 }
        // One that comes when the first is through finds nothing due.
        #expect(
            !workers.isEmpty && outcomes.allSatisfy { [0, 75].contains($0.status) }, "\(outcomes)")
        #expect(outcomes.allSatisfy { $0.output == "" && $0.errors == "" }, "\(outcomes)")
        let submitted = try await runs(workshop).reduce(0) { $0 + ($1["submitted"]?.integer ?? 0) }
        #expect(submitted == 1)
        withExtendedLifetime(service) {}
    }

    @Test func `of a library that is not there now is passed over without a word`() async throws {
        let workshop = try await Workshop.withLibrary()
        let gone = workshop.folder.file("not-mounted")
        let quiet = try await workshop.run("--library", gone, "--quiet", "sync", "--scheduled")
        #expect(quiet.status == 0 && quiet.output == "" && quiet.errors == "", "\(quiet)")
        expectError(try await workshop.run("--library", gone, "sync"), 66)
    }

    @Test func `with a paused provider ends with 77, and writes nothing for it`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("queue", "a red fox", "--seconds", "4", "--size", "1280x720")
        try await workshop.damage(
            "UPDATE provider SET paused_code = 'credentials', paused_reason = 'the key was revoked', paused_at = 1"
        )
        for part in ["verify", "backup"] {
            _ = try await workshop.run("config", "set", "schedule.\(part)", "off")
        }
        // The first finds no run lock yet, and makes it.
        _ = try await workshop.run("--quiet", "sync", "--scheduled")
        let before = try workshop.dump()
        let ran = try await workshop.run("--quiet", "sync", "--scheduled")
        #expect(ran.status == 77 && ran.errors == "", "\(ran)")
        #expect(try workshop.dump() == before)
        let staged = try StagedPrograms()
        _ = try await workshop.run(["schedule", "install"], environment: staged.environment)
        let shown = try await workshop.run(["schedule", "show"], environment: staged.environment)
        #expect(
            shown.output.contains("problem: the provider rehearsal is paused: the key was revoked"),
            "\(shown)")
    }

    @Test func `counts those in a row that cannot reach a service as one`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("queue", "a red fox", "--seconds", "4", "--size", "1280x720")
        try await settle(workshop)
        for _ in 0..<3 {
            try await workshop.damage("UPDATE task SET next_at = 0")
            let ran = try await workshop.run("--quiet", "sync", "--scheduled")
            #expect(ran.status == 0 && ran.errors == "", "\(ran)")
        }
        let all = try await runs(workshop)
        #expect(all.count == 2, "\(all)")
        #expect(all.first?["repeats"]?.integer == 3)
        #expect(all.first?["message"]?.string == "not reached: rehearsal")
    }

    @Test func `is not thrown off by a clock that jumps`() async throws {
        let workshop = try await Workshop.withLibrary()
        try await settle(workshop)
        // The last run was by a clock that was years ahead: it keeps nothing from being done again.
        try await workshop.damage(
            "UPDATE run SET started_at = 4000000000000, ended_at = 4000000000000")
        _ = try await workshop.run("sync", "--scheduled")
        let all = try await runs(workshop)
        #expect(all.count == 2 && all.first?["checked"]?.integer == 0, "\(all)")
        let settled = try await workshop.run("sync", "--scheduled")
        #expect(settled.status == 0)
        #expect(try await runs(workshop).count == 2)
    }

    @Test func `warns of a result that is gone before the next run comes`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("queue", "a red fox", "--seconds", "4", "--size", "1280x720")
        for state in ["submitting", "submitted", "completed"] {
            try await workshop.damage(
                "UPDATE task SET state = '\(state)', remote_id = 'video_1', expires_at = (unixepoch() + 1200) * 1000, "
                    + "next_at = (unixepoch() + 900) * 1000")
        }
        let staged = try StagedPrograms()
        func late() async throws -> Bool? {
            let told = try await workshop.run(
                ["status", "--json"], environment: staged.environment)
            return told.json?["expiring"]?.elements.first?["before_next_run"] == .bool(true)
        }
        #expect(try await late() == true)
        _ = try await workshop.run(
            ["schedule", "install", "--every", "2h", "--using", "cron"],
            environment: staged.environment)
        #expect(try await late() == true)
        let text = try await workshop.run(["status"], environment: staged.environment)
        #expect(text.output.contains("before the next run comes"), "\(text)")
        let synced = try await workshop.run(["sync"], environment: staged.environment)
        #expect(synced.errors.contains("the result of t1 is there until"), "\(synced)")
        _ = try await workshop.run(
            ["schedule", "install", "--every", "5m", "--using", "cron"],
            environment: staged.environment)
        #expect(try await late() == false)
    }

    @Test func `takes no words that make more than one pass`() async throws {
        let workshop = try await Workshop.withLibrary()
        expectError(try await workshop.run("sync", "--scheduled", "--until-idle"), 64, "one pass")
        expectError(try await workshop.run("history", "walks"), 64, "neither")
    }
}
