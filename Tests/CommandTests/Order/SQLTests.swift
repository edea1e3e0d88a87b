import Foundation
import SoraTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `soralib sql`.
@Suite(.startsPrograms) struct `A question in SQL` {
    @Test func `is answered in every format`() async throws {
        let workshop = try await Workshop.withVideos("fox", "hen, \"old\"")
        let sql = "SELECT id, title, duration, rating FROM video ORDER BY id"
        let table = try await workshop.run("sql", sql)
        #expect(
            table.output == """
                id  title       duration  rating
                1   fox         1.0       -
                2   hen, "old"  2.0       -

                """)
        let json = try await workshop.run("sql", sql, "--json")
        #expect(
            json.output == """
                [
                {"id":1,"title":"fox","duration":1.0,"rating":null},
                {"id":2,"title":"hen, \\"old\\"","duration":2.0,"rating":null}
                ]

                """)
        let lines = try await workshop.run("sql", sql, "--format", "jsonl")
        #expect(lines.output.split(separator: "\n").count == 2)
        let csv = try await workshop.run("sql", sql, "--format", "csv")
        #expect(
            csv.output
                == "id,title,duration,rating\n1,fox,1.0,\n2,\"hen, \"\"old\"\"\",2.0,\n")
        let tsv = try await workshop.run("sql", sql, "--format", "tsv")
        #expect(tsv.output.hasPrefix("id\ttitle\tduration\trating\n1\tfox"))
        let none = try await workshop.run("sql", "SELECT id FROM video WHERE 0", "--json")
        #expect(none.output == "[]\n")
    }

    @Test func `takes values apart from the statement, and may come from standard input`()
        async throws
    {
        let workshop = try await Workshop.withVideos("fox", "hen")
        let found = try await workshop.run(
            "sql", "SELECT id, typeof(:n) AS kind FROM video WHERE title = @title AND id > ?3",
            "--bind", "title=hen", "--bind", "n=2.5", "--bind", "3=1", "--json")
        // ?3 is the third one, whatever stands before.
        #expect(found.output == "[\n{\"id\":2,\"kind\":\"real\"}\n]\n", "\(found)")
        let text = try await workshop.run(
            "sql", "SELECT typeof(:a), :a", "--bind", "a=007", "--format", "csv")
        #expect(text.output == "typeof(:a),:a\ntext,007\n")
        let injected = try await workshop.run(
            "sql", "SELECT count(*) FROM video WHERE title = :t", "--bind",
            "t='; DROP TABLE video; --", "--format", "csv")
        #expect(injected.output == "count(*)\n0\n")
        let read = try await workshop.run(
            ["sql", "-", "--format", "csv"], input: "SELECT 1 AS one; -- that is all\n")
        #expect(read.output == "one\n1\n")
    }

    @Test func `reads the schema, plans, lists in JSON and the full-text index`() async throws {
        let workshop = try await Workshop.withVideos("red fox")
        for sql in [
            "SELECT name FROM sqlite_schema", "PRAGMA table_info(video)", "PRAGMA user_version",
            "EXPLAIN QUERY PLAN SELECT * FROM video", "SELECT value FROM json_each('[1,2]')",
            "SELECT rowid FROM search WHERE search MATCH 'fox'",
            "SELECT name FROM pragma_table_info('video')",
            "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n",
            "VALUES (1, 2)", "SELECT id FROM video WHERE has_words(title, 'fox')",
        ] {
            let answered = try await workshop.run("sql", sql)
            #expect(answered.status == 0 && !answered.output.isEmpty, "\(sql): \(answered)")
        }
    }

    @Test func `does nothing but read`() async throws {
        let workshop = try await Workshop.withVideos("fox")
        let before = try workshop.dump()
        for (sql, what) in [
            ("DELETE FROM video", "DELETE"), ("UPDATE video SET title = 'x'", "UPDATE"),
            ("INSERT INTO setting VALUES ('a', 'b')", "INSERT"),
            ("WITH x AS (SELECT 1) DELETE FROM video", "DELETE"),
            ("DELETE FROM video RETURNING id", "DELETE"),
            ("REPLACE INTO setting VALUES ('a', 'b')", "INSERT"),
            ("EXPLAIN DELETE FROM video", "DELETE"),
            ("INSERT INTO search (search) VALUES ('rebuild')", "INSERT"),
            ("CREATE TABLE x (a)", "CREATE"), ("CREATE TEMP TABLE x (a)", "CREATE"),
            ("DROP TABLE video", "DROP"), ("ALTER TABLE video RENAME TO x", "ALTER TABLE"),
            ("ATTACH ':memory:' AS x", "ATTACH"), ("DETACH main", "DETACH"),
            ("BEGIN", "BEGIN"), ("COMMIT", "COMMIT"), ("SAVEPOINT x", "SAVEPOINT"),
            ("VACUUM", "VACUUM"), ("VACUUM INTO '/tmp/x.sqlite'", "VACUUM"),
            ("ANALYZE", "ANALYZE"), ("REINDEX", "REINDEX"),
            ("PRAGMA query_only = 0", "PRAGMA query_only"),
            ("PRAGMA user_version = 7", "PRAGMA user_version"),
            ("PRAGMA journal_mode = DELETE", "PRAGMA journal_mode"),
            ("PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA wal_checkpoint"),
            ("PRAGMA writable_schema = ON", "PRAGMA writable_schema"),
            ("PRAGMA optimize", "PRAGMA optimize"),
            ("SELECT load_extension('/tmp/x.so')", "load_extension()"),
        ] {
            let refused = try await workshop.run("sql", sql)
            expectError(refused, 73, "`soralib sql` only reads: \(what) is refused", "soralib edit")
        }
        #expect(try workshop.dump() == before)
    }

    @Test func `that is no question is told so`() async throws {
        let workshop = try await Workshop.withLibrary()
        for (words, status, message) in [
            (["SELEC 1"], 65, "near \"SELEC\": syntax error"),
            (["SELECT verdct FROM video"], 65, "no such column: verdct"),
            (["SELECT * FROM clip"], 65, "no such table: clip"),
            (["SELECT 'a"], 65, "unrecognized token"),
            (["SELECT json('{')"], 65, "malformed JSON"),
            (["SELECT zeroblob(1000000000)"], 65, "string or blob too big"),
            (["UPDATE sqlite_master SET sql = ''"], 65, "may not be modified"),
            ([""], 64, "there is no SQL"), (["/* nothing */"], 64, "there is no SQL"),
            (["SELECT 1; SELECT 2"], 64, "there is more than one statement"),
            (["SELECT 1; DROP TABLE video"], 64, "there is more than one statement"),
            (["SELECT 1; nonsense"], 64, "there is more than one statement"),
            (["SELECT :a, ?"], 64, "no value is given for :a, ?2"),
            (["SELECT :a", "--bind", "a=1", "--bind", "b=2"], 64, "has no placeholder :b"),
            (["SELECT :a", "--bind", "a=1", "--bind", "a=2"], 64, "gives a two values"),
            (["SELECT :a", "--bind", "a"], 64, "--bind a has no ="),
            (["SELECT", "1"], 64, "soralib sql"),
            (["SELECT 1", "--fields", "a"], 64, "no fields to choose"),
        ] as [([String], Int32, String)] {
            expectError(try await workshop.run(["sql"] + words), status, message)
        }
        let table = try await workshop.run("sql", "SELECT * FROM clip")
        #expect(table.errors.contains("docs/library-format.md"))
        let marked = try await workshop.run("sql", "SELECT 'é', verdct FROM video")
        #expect(
            marked.errors.contains("  SELECT 'é', verdct FROM video\n              ^^^^^^\n"),
            "\(marked)")
        let json = try await workshop.run("sql", "SELEC 1", "--json")
        #expect(json.errorJSON?["code"]?.string == "invalid")
    }

    @Test func `shows escapes, and does not obey them`() async throws {
        let workshop = try await Workshop.withLibrary()
        let sql = "SELECT char(27) || '[2J' AS \"a\u{1B}[31mb\", char(10) || 'x' AS c"
        let shown = try await workshop.run("sql", sql)
        #expect(!shown.output.utf8.contains(0x1B), "\(shown)")
        #expect(shown.output.split(separator: "\n").count == 2, "\(shown)")
        let json = try await workshop.run("sql", sql, "--json")
        #expect(!json.output.utf8.contains(0x1B), "\(json)")
    }

    @Test func `that never ends is ended by Ctrl-C`() async throws {
        let workshop = try await Workshop.withLibrary()
        let run = try workshop.start(
            [
                "sql", "--format", "jsonl",
                "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
            ])
        // It has begun once it has the catalogue open.
        let descriptors = "/proc/\(run.identifier)/fd"
        try await until {
            try FileManager.default.contentsOfDirectory(atPath: descriptors).contains { name in
                let path = try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "\(descriptors)/\(name)")
                return path?.hasSuffix("soralib.sqlite") == true
            }
        }
        kill(run.identifier, SIGINT)
        let ended = await run.end()
        #expect(ended.status == 130, "\(ended)")
        #expect(ended.output == "")
    }
}
