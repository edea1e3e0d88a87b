import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

/// Somebody looks at `list | less` for an hour.
@Suite struct `A list whose reader stalls` {
    private let fixture: CatalogFixture

    init() throws {
        fixture = try CatalogFixture()
        try fixture.raw { connection in
            try connection.run(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
                INSERT INTO video (uid, title, operation, file_state, sha256, extension, verdict, created_at)
                SELECT 'u' || i, 'fox ' || i, 'import', 'present', printf('%064d', i), 'mp4', 'verified', i
                FROM n
                """)
        }
    }

    private var logBytes: Int {
        let path = fixture.folder.database + "-wal"
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.size] as? Int ?? 0
    }

    static let orders: [(String?, ObjectSelection.Order)] = [
        (nil, .newestFirst), (nil, .oldestFirst), ("title:fox", .bestFirst),
        ("-title:hen", .newestFirst),
    ]

    @Test(arguments: orders.indices)
    func `does not keep the log from being made short, and misses no row`(index: Int) throws {
        let (words, order) = Self.orders[index]
        let query = try words.map { try fixture.catalog.query([$0], about: .video) }
        try holdsNothing(ObjectSelection(.video, query: query, order: order))
    }

    @Test func `holds nothing either where it is sorted`() throws {
        let fields = try fixture.catalog.sortFields("title:desc", of: .video)
        try holdsNothing(ObjectSelection(.video, order: .sorted(fields)))
    }

    private func holdsNothing(_ selection: ObjectSelection) throws {
        let reader = try Catalog.open(fixture.folder, for: .reading, system: fixture.system)
        var ids: [String] = []
        try reader.forEachJSON(of: selection, fields: ["id"]) { bytes in
            ids.append(
                unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
            guard [1, 1700, 2400].contains(ids.count) else { return true }
            // Here the reader is in the middle of its list.
            _ = try fixture.queued("written meanwhile")
            #expect(logBytes > 0)
            try fixture.catalog.checkpoint()
            #expect(logBytes == 0, "after \(ids.count) rows")
            return true
        }
        #expect(ids.count == 2500)
        #expect(Set(ids).count == 2500)
    }

    @Test func `shows what is there when it comes to it`() throws {
        var ids: [String] = []
        let selection = ObjectSelection(.video, order: .oldestFirst)
        try fixture.catalog.forEachRecord(
            of: selection, fields: ["id", "title"].compactMap(ObjectShape.video.field(named:))
        ) { cells in
            if ids.isEmpty {
                try fixture.raw { connection in
                    try connection.run(
                        """
                        DELETE FROM video WHERE id = 2000;
                        UPDATE video SET title = 'changed' WHERE id = 2001;
                        """)
                }
            }
            if cells[1] == "changed" { #expect(cells[0] == "v2001") }
            ids.append(cells[0] ?? "")
            return true
        }
        #expect(ids.count == 2499)
        #expect(!ids.contains("v2000"))
    }

    @Test func `ends a part early where rows are long`() throws {
        try fixture.raw { connection in
            try connection.run(
                "UPDATE video SET notes = printf('%.*c', 100000, 'x') WHERE id <= 100")
        }
        var count = 0
        for order in [
            ObjectSelection.Order.oldestFirst,
            .sorted(try fixture.catalog.sortFields("id", of: .video)),
        ] {
            try fixture.catalog.forEachJSON(of: ObjectSelection(.video, order: order)) { _ in
                count += 1
                return true
            }
        }
        #expect(count == 5000)
    }

    @Test(arguments: [0, 1, 999, 1000, 1001, 2500, 9999])
    func `gives as many as are wanted`(limit: Int) throws {
        let sorted = ObjectSelection.Order.sorted(
            try fixture.catalog.sortFields("title", of: .video))
        for order in [ObjectSelection.Order.newestFirst, .oldestFirst, sorted] {
            let selection = ObjectSelection(.video, order: order, limit: limit)
            #expect(try fixture.json(selection, fields: ["id"]).count == min(limit, 2500))
        }
    }
}
