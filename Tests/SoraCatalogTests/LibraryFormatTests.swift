import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

/// Holds `docs/library-format.md` against a library that was just made, in both directions.
@Suite struct `The document of the library format` {
    let fixture: CatalogFixture
    let document: Document

    init() throws {
        fixture = try CatalogFixture()
        document = try Document("library-format.md")
    }

    @Test func `has a section for each table, and no other`() throws {
        let documented = document.sections(under: "Tables").map(\.title).filter(\.isPlainName)
        let real = try fixture.raw { connection in
            try connection.rows(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type NOT IN ('shadow', 'view') AND name NOT LIKE 'sqlite%'"
            ) { $0.text(0) ?? "" }
        }
        #expect(documented.sorted() == real.sorted())
    }

    @Test func `has a line for each column, with its type, and whether it may be missing`() throws {
        for section in document.sections(under: "Tables") where section.title.isPlainName {
            let documented = try #require(section.table).rows.map { row in
                "\(row[0].code) \(row[1]) \(row[2])"
            }
            // A key is never missing: `id INTEGER PRIMARY KEY` gets a number where none is given.
            let real = try fixture.raw { connection in
                try connection.rows(
                    """
                    SELECT name || ' ' || type || ' '
                           || CASE WHEN "notnull" OR pk THEN 'no' ELSE 'yes' END
                    FROM pragma_table_xinfo(?) ORDER BY cid
                    """, [.text(section.title)]
                ) { $0.text(0) ?? "" }
            }
            #expect(documented == real, "table \(section.title)")
        }
    }

    @Test func `tells where each reference leads`() throws {
        for section in document.sections(under: "Tables") where section.title.isPlainName {
            let documented = try #require(section.table).rows.compactMap { row -> String? in
                guard row[3].hasPrefix("→ ") else { return nil }
                return "\(row[0].code) \(row[3].dropFirst(2).code)"
            }
            let real = try fixture.raw { connection in
                try connection.rows(
                    """
                    SELECT "from" || ' ' || "table" || '.' || "to" FROM pragma_foreign_key_list(?)
                    """, [.text(section.title)]
                ) { $0.text(0) ?? "" }
            }
            #expect(documented.sorted() == real.sorted(), "table \(section.title)")
        }
    }

    @Test func `names each index with its columns`() throws {
        let documented = try document.table(under: "Indexes").map { row in
            "\(row[0].code) \(row[1].code) \(row[2].replacing("`", with: "")) \(row[3])"
        }
        let real = try fixture.raw { connection in
            try connection.rows(
                """
                SELECT i.name || ' ' || s.tbl_name || ' '
                       || (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) || ' '
                       || CASE i."unique" WHEN 1 THEN 'yes' ELSE 'no' END
                FROM sqlite_schema AS s JOIN pragma_index_list(s.tbl_name) AS i ON i.name = s.name
                WHERE s.type = 'index' AND s.sql IS NOT NULL
                """
            ) { $0.text(0) ?? "" }
        }
        #expect(documented.sorted() == real.sorted())
    }

    @Test func `names each trigger`() throws {
        let documented = try document.table(under: "Triggers").map { row in
            "\(row[0].code) \(row[1].code)"
        }
        let real = try fixture.raw { connection in
            try connection.rows(
                "SELECT name || ' ' || tbl_name FROM sqlite_schema WHERE type = 'trigger'"
            ) { $0.text(0) ?? "" }
        }
        #expect(documented.sorted() == real.sorted())
        let others = try fixture.raw { connection in
            try connection.rows(
                "SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index', 'trigger')"
            ) { $0.text(0) ?? "" }
        }
        #expect(others == ["sidecar_mark"], "the only view that the document names")
    }

    @Test func `names the version that is in the file`() throws {
        let rows = try document.table(under: "Versions")
        let identifier = try fixture.raw { try $0.integer("PRAGMA application_id") ?? 0 }
        let version = try fixture.raw { try $0.integer("PRAGMA user_version") ?? 0 }
        #expect(
            rows[0][1].hasPrefix("\(identifier) (`0x\(String(identifier, radix: 16).uppercased())`")
        )
        #expect(rows[1][1] == "\(version)")
    }

    @Test func `has only examples that run`() throws {
        _ = try fixture.storedVideo()
        let examples = document.blocks(of: "sh")
        #expect(examples.count > 5)
        for example in examples {
            let ran = try shell(example, in: fixture.folder.path)
            #expect(ran.status == 0 && ran.errors.isEmpty, "\(example)\n\(ran)")
            // A check that finds nothing, and a copy, say nothing.
            let isSilent = example.contains("--quiet") || example.contains("VACUUM")
            #expect(ran.output.isEmpty == isSilent, "\(example)\n\(ran)")
        }
        // The catalogue is still what it was: nothing was moved out of the log by reading.
        let wal = try FileSystem().status(of: fixture.folder.database + "-wal")
        #expect((wal?.bytes ?? 0) > 0)
    }

    private func shell(_ script: String, in folder: String) throws -> Child.Outcome {
        try Child.run(
            "/bin/bash", ["-euo", "pipefail", "-c", script],
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
                "TMPDIR": fixture.temporary.path, "LC_ALL": "C.UTF-8",
            ], current: folder)
    }
}

extension CatalogFixture {
    /// A video whose file is in the library.
    fileprivate func storedVideo() throws -> Int64 {
        var task = try submitted()
        task = try catalog.advance(
            task,
            TaskChange(.finished).completed(at: time.now(), expiresAt: nil))
        task = try catalog.advance(task, TaskChange(.downloadBegun))
        let bytes = Array("the bytes of a clip".utf8)
        let path = folder.incoming + "/t1.part"
        let file = try FileSystem().open(path, .createNew)
        try FileSystem().write(bytes, to: file, at: 0)
        let stored = StoredFile(
            sha256: try SHA256.digest(of: bytes), fileExtension: "mp4", bytes: Int64(bytes.count))
        try ObjectStore(folder: folder, files: FileSystem()).promote(path, as: stored)
        return try catalog.storeResult(
            of: task, file: stored, measured: Measured(unprobed: "not asked"))
    }
}
