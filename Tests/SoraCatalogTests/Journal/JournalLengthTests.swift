import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

@Suite struct `The journal` {
    let fixture: CatalogFixture

    init() throws {
        fixture = try CatalogFixture()
        try fixture.raw {
            try $0.run(
                """
                INSERT INTO video (uid, operation, file_state, verdict, created_at)
                VALUES ('v', 'import', 'absent', 'unchecked', 1);
                DELETE FROM change_set;
                """)
        }
    }

    private func edit(_ title: String) throws {
        var changes = ObjectChanges()
        changes.title = .some(title)
        _ = try fixture.catalog.edit([Handle(.video, 1)], changes)
    }

    private func sets() throws -> [Int64] {
        try fixture.raw { connection in
            try connection.rows("SELECT id FROM change_set ORDER BY id") { $0.integer(0) ?? 0 }
        }
    }

    /// Puts sets of one change each into the past, the change with the number given.
    private func past(_ sets: [(set: Int64, change: Int64)]) throws {
        try fixture.raw { connection in
            for (set, change) in sets {
                try connection.execute(
                    """
                    INSERT INTO change_set (id, at, command, is_undoable, changes)
                    VALUES (?, 1, 'edit', 1, 1)
                    """, [.integer(set)])
                try connection.execute(
                    """
                    INSERT INTO change (id, set_id, source, row_id, before)
                    VALUES (?, ?, 'video', 1, '[null]')
                    """, [.integer(change), .integer(set)])
            }
        }
    }

    @Test func `has the newest ten thousand sets`() throws {
        try past([(1, 1), (2, 2), (3, 3), (10_001, 4)])
        try edit("a")
        #expect(try sets() == [3, 10_001, 10_002])
        try edit("b")
        #expect(try sets() == [10_001, 10_002, 10_003])
        #expect(
            try fixture.raw { try $0.integer("SELECT count(*) FROM change") } == 3,
            "the changes go with their sets")
    }

    @Test func `has the newest two million changes, and the newest set whole`() throws {
        try past([(1, 1), (2, 2), (3, 2_000_000)])
        try edit("a")
        #expect(try sets() == [2, 3, 4], "the first is further back than that")
        try past([(5, 5_000_000)])
        try edit("b")
        #expect(try sets() == [5, 6])
        try fixture.raw { try $0.run("UPDATE change SET id = 1 WHERE set_id = 5") }
        try edit("c")
        #expect(try sets() == [6, 7])
        #expect(try fixture.catalog.history(limit: 5).count == 2)
    }
}
