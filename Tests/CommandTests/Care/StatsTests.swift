import SoraTestSupport
import Testing

/// `soralib library stats`.
@Suite(.startsPrograms) struct `The numbers of a library` {
    @Test func `are all there where nothing is`() async throws {
        let workshop = try await Workshop.withLibrary()
        let told = try await workshop.run("library", "stats", "--json")
        #expect(
            told.output == """
                {"videos":0,"seconds":0.0,"bytes":0,"trash":{"videos":0,"seconds":0.0,"bytes":0},\
                "tasks":0,"prompts":0,"images":0,"providers":[],"models":[],"verdicts":[],"months":[],\
                "costs":[]}

                """)
        let shown = try await workshop.run("library", "stats")
        #expect(shown.output == "0 videos, 0 s, 0 B\n0 tasks, 0 prompts, 0 images\n")
    }

    /// A library with clips of a task, imported ones, one in the trash, and one that never had a file.
    private func library() async throws -> Workshop {
        let workshop = try await Workshop.withVideos("a", "b", "c", "d", "e")
        for count in 1...3 {
            let queued = try await workshop.run("queue", "fox \(count)", "--model", "sora-2")
            try #require(queued.status == 0, "\(queued)")
        }
        try await workshop.damage(
            """
            UPDATE task SET state = 'submitting' WHERE id <= 2;
            UPDATE task SET cost_micros = 800000, cost_currency = 'USD', cost_estimated = 1 WHERE id = 1;
            UPDATE task SET cost_micros = 250001, cost_currency = 'USD', cost_estimated = 0 WHERE id = 2;
            UPDATE task SET cost_micros = 9000000, cost_currency = 'USD' WHERE id = 3;
            UPDATE video SET task_id = 1, operation = 'create' WHERE id = 1;
            UPDATE video SET origin_provider = 'elsewhere', origin_model = 'veo', verdict = 'corrupt',
                             created_at = 1769904000000 WHERE id = 2;
            UPDATE video SET duration = NULL, created_at = 1769903999999 WHERE id = 3;
            UPDATE video SET trashed_at = 1 WHERE id = 4;
            UPDATE video SET file_state = 'absent' WHERE id = 5;
            """)
        return workshop
    }

    @Test func `count what a list shows, by what it came from, and the trash apart`() async throws {
        let workshop = try await library()
        let told = try await workshop.run("library", "stats", "--json")
        let stats = try #require(told.json, "\(told)")
        #expect(stats["videos"]?.integer == 3)
        #expect(stats["seconds"]?.double == 3)
        #expect(stats["bytes"]?.integer == 300)
        #expect(stats["trash"] == OrderedJSON(#"{"videos":1,"seconds":4.0,"bytes":100}"#))
        #expect(stats["tasks"]?.integer == 3)
        #expect(
            stats["providers"]
                == OrderedJSON(
                    """
                    [{"provider":null,"videos":1,"seconds":0.0,"bytes":100},
                     {"provider":"elsewhere","videos":1,"seconds":2.0,"bytes":100},
                     {"provider":"rehearsal","videos":1,"seconds":1.0,"bytes":100}]
                    """), "\(told)")
        #expect(
            stats["models"]?.elements.compactMap { $0["model"]?.string } == ["sora-2", "veo"])
        #expect(
            stats["verdicts"]?.elements.map { $0["videos"]?.integer } == [2, 1])
        // A millisecond before February, and its first one.
        #expect(
            stats["months"]
                == OrderedJSON(
                    """
                    [{"month":"2026-02","videos":1,"seconds":2.0,"bytes":100},
                     {"month":"2026-01","videos":2,"seconds":1.0,"bytes":200}]
                    """), "\(told)")
        // What was not sent costs nothing.
        #expect(
            stats["costs"]
                == OrderedJSON(
                    """
                    [{"currency":"USD","amount":"1.050001","micros":1050001,"tasks":2,"estimated":1}]
                    """), "\(told)")
    }

    @Test func `are tables for people`() async throws {
        let workshop = try await library()
        let shown = try await workshop.run("library", "stats")
        #expect(shown.output.hasPrefix("3 videos, 3 s, 300 B\nin the trash: 1 video, 4 s, 100 B\n"))
        #expect(shown.output.contains("PROVIDER   VIDEOS  LENGTH   SIZE\nnot known       1"))
        #expect(shown.output.contains("USD    1.050001      2          1\n"), "\(shown)")
        #expect(try await workshop.run("library", "stats", "--quiet").output == "")
    }

    @Test func `are not asked for by what does not belong to them`() async throws {
        let workshop = try await Workshop.withLibrary()
        expectError(try await workshop.run("library", "stats", "fox"), 64, "fox")
        expectError(
            try await workshop.run("library", "stats", "--fields", "videos"), 64, "--fields")
        expectError(
            try await workshop.run("library", "stats", "--library", "/nonexistent"), 66,
            "/nonexistent")
    }
}
