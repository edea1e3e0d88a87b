import SoraCatalog
import SoraSQLite
import SoraTestSupport
import Testing

/// The morning page names what failed; it must not read through all that went well.
@Suite struct `The plan of what failed` {
    @Test func `goes by the index of the states`() throws {
        let steps = try CatalogFixture().raw { connection in
            try connection.rows(
                "EXPLAIN QUERY PLAN " + Catalog.failedSQL, [.integer(0)]
            ) { $0.text(3) ?? "" }
        }
        #expect(
            steps.contains("SEARCH task USING INDEX task_due (state=?)"), "\(steps)")
        #expect(
            steps.contains { $0.contains("SEARCH again USING COVERING INDEX task_retry_of") },
            "\(steps)")
    }
}
