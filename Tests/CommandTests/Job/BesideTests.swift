import Foundation
import SoraTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Many programs on one library.
@Suite(.startsPrograms) struct `Beside a sync` {
    @Test func `a hundred queue and a hundred list go on, and nobody meets a lock`() async throws {
        let service = try await SimulatorProcess.start(latency: "1s")
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox", "--count", "4").status == 0)
        let sync = try workshop.start(["sync", "--until-idle"])
        try await until { try !service.charges().isEmpty }
        // One line for each: its status, its time in milliseconds, and what it said if it failed.
        let outcome = try await workshop.shell(
            """
            one() {
                local begin=${EPOCHREALTIME/./}
                local said; said=$("$SORALIB" "$@" 2>&1 >/dev/null); local status=$?
                echo "$status $(( (${EPOCHREALTIME/./} - begin) / 1000 )) $said"
            }
            export -f one
            # Held back, so that the sync is not kept from its end by a hundred clips.
            seq 100 | xargs -P 4 -I{} bash -c 'one queue "clip {}" --hold' &
            seq 100 | xargs -P 4 -I{} bash -c 'one list tasks'
            wait
            """)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 200, "\(outcome)")
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 2)
            #expect(words[0] == "0", "\(line)")
            // A writer gives up after ten seconds; nobody came near that.
            #expect(Int(words[1]).map { $0 < 5000 } == true, "\(line)")
        }
        #expect(!outcome.description.contains("locked"))
        let synced = await sync.end()
        #expect(synced.status == 0, "\(synced)")
        #expect(synced.output.contains("4 submitted, 4 downloaded, 4 verified"), "\(synced)")
        let listed = try await workshop.run("list", "tasks", "--json")
        #expect(listed.json?.elements.count == 104)
        #expect(try service.charges().count == 4)
    }

    @Test func `an import and an export go on, and so does the sync`() async throws {
        let service = try await SimulatorProcess.start(latency: "1s")
        let workshop = try await Workshop.withProvider(service.url)
        for number in 1...40 { try workshop.stashClip("\(number).mp4", frames: UInt32(number)) }
        #expect(try await workshop.run("import", workshop.stash + "/1.mp4").status == 0)
        #expect(try await workshop.run("queue", "a fox", "--count", "3").status == 0)
        let sync = try workshop.start(["sync", "--until-idle"])
        try await until { try !service.charges().isEmpty }
        let brought = try workshop.start(["import", workshop.stash])
        var folders = 0
        // Again and again, so that one falls into every phase of the other two.
        while !brought.hasEnded || !sync.hasEnded {
            folders += 1
            let exported = try await workshop.run(
                "export", "--query", "operation:import", workshop.folder.file("out\(folders)"),
                "--include-bad")
            #expect(exported.status == 0, "\(exported)")
        }
        let imported = await brought.end()
        let synced = await sync.end()
        #expect(imported.status == 0, "\(imported)")
        #expect(synced.status == 0, "\(synced)")
        #expect(folders > 0 && !"\(imported)\(synced)".contains("locked"))
        #expect(try await workshop.found("operation:import").count == 40)
        #expect(try await workshop.found("operation:create").count == 3)
        let checked = try await workshop.run("library", "check", "--rehash")
        #expect(checked.status == 0, "\(checked)")
    }

    @Test func `no other program inherits its locks, and a killed one frees them at once`()
        async throws
    {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        // The first clip starts the helper that measures; the second keeps the run alive.
        #expect(try await workshop.run("queue", "a fox").status == 0)
        #expect(try await workshop.run("queue", "a hen [[late 1h]]").status == 0)
        let sync = try workshop.start(["sync", "--until-idle"])
        try await until { try await workshop.run("show", "v1").status == 0 }
        let helpers = children(of: sync.identifier)
        #expect(!helpers.isEmpty)
        for helper in helpers {
            let files = openFiles(of: helper)
            #expect(!files.isEmpty)
            #expect(!files.contains { $0.hasPrefix(workshop.library) }, "\(files)")
        }
        #expect(openFiles(of: sync.identifier).contains { $0.hasSuffix("/sync.lock") })
        sync.kill()
        #expect(await sync.end().status == 137)
        for lock in ["soralib.lock", "sync.lock"] {
            let taken = try await workshop.shell("flock --nonblock --exclusive \(lock) true")
            #expect(taken.status == 0, "\(lock): \(taken)")
        }
        let next = try await workshop.run("sync")
        #expect(next.status == 0, "\(next)")
    }

    @Test func `the command of a key inherits nothing of the library`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withLibrary()
        let command = "sh -c 'ls -l /proc/self/fd >&2; echo a-key'"
        let added = try await workshop.run(
            "provider", "add", "rehearsal", "--profile", "openai-compatible", "--base-url",
            service.url + "/openai-compatible", "--key-command", command)
        #expect(added.status == 0, "\(added)")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync")
        #expect(synced.status == 0, "\(synced)")
        #expect(synced.errors.contains("0 -> /dev/null"), "\(synced)")
        #expect(!synced.errors.contains(workshop.library), "\(synced)")
    }

    /// The programs that a process has started.
    private func children(of parent: Int32) -> [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [])
            .compactMap { Int32($0) }.filter { id in
                let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
                let words = stat?.split(separator: ")").last?.split(separator: " ") ?? []
                return words.count > 1 && Int32(words[1]) == parent
            }
    }

    /// What a process has open.
    private func openFiles(of process: Int32) -> [String] {
        let folder = "/proc/\(process)/fd"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
        }
    }
}

/// Other programs that are at the database, and damage to what lies beside it.
@Suite(.startsPrograms) struct `A catalogue that others touch` {
    @Test func `is written as soon as another program lets go of it`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let other = try hold("BEGIN IMMEDIATE;", for: 3, in: workshop)
        try await until { FileManager.default.fileExists(atPath: workshop.library + "/held") }
        let queued = try await workshop.run("queue", "a fox")
        #expect(queued.status == 0, "\(queued)")
        #expect(await other.end().status == 0)
    }

    @Test func `that another program does not let go of is told as locked`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let other = try hold("BEGIN IMMEDIATE;", for: 40, in: workshop)
        try await until { FileManager.default.fileExists(atPath: workshop.library + "/held") }
        let listed = try await workshop.run("list", "tasks")
        #expect(listed.status == 0, "reading goes on: \(listed)")
        expectError(try await workshop.run("queue", "a fox"), 75, "soralib.sqlite", "")
        other.kill()
        _ = await other.end()
        #expect(try await workshop.run("queue", "a fox").status == 0)
    }

    @Test func `is written and made short beside a program that reads for long`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        let reader = try hold("BEGIN; SELECT count(*) FROM task;", for: 40, in: workshop)
        try await until { FileManager.default.fileExists(atPath: workshop.library + "/held") }
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.status == 0, "\(synced)")
        // The log is made as short as the reader lets it be, at once: a sync that waited would keep
        // every writer waiting with it.
        let start = ContinuousClock.now
        #expect(try await workshop.run("sync").status == 0)
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(!reader.hasEnded)
        reader.kill()
        _ = await reader.end()
        #expect(try await workshop.show("t1")["state"]?.string == "succeeded")
    }

    @Test func `needs no index of its log: one that was deleted is made anew`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        try FileManager.default.removeItem(atPath: workshop.library + "/soralib.sqlite-shm")
        let listed = try await workshop.run("list", "tasks", "--json")
        #expect(listed.json?.elements.count == 1, "\(listed)")
        #expect(try await workshop.run("queue", "a hen").status == 0)
    }

    @Test func `is read as of the last checkpoint where its log was deleted`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let shell = try #require(InstalledProgram.find("sqlite3"))
        _ = try await Child(
            shell, [workshop.library + "/soralib.sqlite", "PRAGMA wal_checkpoint(TRUNCATE)"]
        ).end()
        #expect(try await workshop.run("queue", "a hen").status == 0)
        try FileManager.default.removeItem(atPath: workshop.library + "/soralib.sqlite-wal")
        let listed = try await workshop.run("list", "tasks", "--json")
        #expect(listed.json?.elements.count == 1, "\(listed)")
        #expect(try await workshop.run("queue", "a cow").status == 0)
    }

    /// Lets the `sqlite3` shell hold the database after a statement, until it is killed or the time is
    /// over.
    private func hold(
        _ sql: String, for seconds: Int, in workshop: Workshop
    ) throws -> Child {
        let database = workshop.library + "/soralib.sqlite"
        return try Child(
            try #require(InstalledProgram.find("sqlite3")),
            [
                database, sql, ".shell touch held; sleep \(seconds); rm held",
            ], environment: Workshop.environment, current: workshop.library)
    }
}
