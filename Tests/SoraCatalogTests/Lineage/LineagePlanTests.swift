import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

/// Holds what SQLite says of how it would find a family: each member by an index, whatever the library's size.
@Suite struct `The plan of a family` {
    private let fixture: CatalogFixture

    init() throws { fixture = try CatalogFixture() }

    private func plan(_ sql: String) throws -> [String] {
        try fixture.raw { connection in
            let values = [SQLValue.text("[1]"), .text("[]")].prefix(
                sql.contains("?2") ? 2 : sql.contains("?1") ? 1 : 0)
            return try connection.rows("EXPLAIN QUERY PLAN " + sql, Array(values)) {
                $0.text(3) ?? ""
            }
        }
    }

    @Test(arguments: LineageQuestion.allCases)
    func `goes through no table`(question: LineageQuestion) throws {
        let steps = try plan(question.sql)
        let scans = steps.filter { step in
            ["video", "task", "prompt", "provider"].contains {
                step == "SCAN \($0)" || step.hasPrefix("SCAN \($0) ")
            }
        }
        #expect(scans.isEmpty, "\(steps)")
        #expect(!steps.contains { $0.contains("AUTOMATIC") }, "\(steps)")
    }

    @Test func `finds children without looking at them`() throws {
        let steps = try plan(LineageQuestion.descendants.sql)
        #expect(
            steps.contains {
                $0.hasPrefix(
                    "SEARCH video USING COVERING INDEX video_remixed_from (remixed_from=?)")
            }, "\(steps)")
    }

    /// While a load has names of rows that are still to come, SQLite looks through all that may name a new row.
    @Test
    func
        `has an index for every reference, so that a load of families takes as long as it has lines`()
        throws
    {
        let without = try fixture.raw { connection in
            try connection.rows(
                """
                SELECT t.name || '.' || f."from" FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
                WHERE t.type = 'table' AND NOT EXISTS (
                    SELECT 1 FROM pragma_index_list(t.name) AS l, pragma_index_info(l.name) AS i
                    WHERE i.seqno = 0 AND i.name = f."from")
                  AND f."from" NOT IN (SELECT name FROM pragma_table_info(t.name) WHERE pk = 1)
                """
            ) { $0.text(0) ?? "" }
        }
        #expect(without.isEmpty)
    }

    @Test func `looks for a circle only below a video that has children`() throws {
        let steps = try plan(
            "UPDATE video SET remixed_from = 1 WHERE id = 2")
        #expect(!steps.contains { $0.hasPrefix("SCAN video") }, "\(steps)")
    }
}
