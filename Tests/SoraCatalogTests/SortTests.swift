import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

/// Lists that are sorted by fields.
@Suite struct `A sorted list` {
    private let fixture: CatalogFixture

    init() throws {
        fixture = try CatalogFixture()
        try fixture.catalog.addField("client", .text)
        try fixture.catalog.addField("scene", .number)
        try fixture.raw { connection in
            try connection.run(
                """
                INSERT INTO video (id, uid, operation, file_state, sha256, extension, verdict, created_at,
                                   title, duration, bytes, rating) VALUES
                    (1, 'u1', 'import', 'present', printf('%064d', 1), 'mp4', 'verified', 50, 'hen', 8, 300, NULL),
                    (2, 'u2', 'import', 'present', printf('%064d', 2), 'mp4', 'corrupt', 40, 'Fox', 4, NULL, 5),
                    (3, 'u3', 'import', 'present', printf('%064d', 3), 'mp4', 'verified', 30, NULL, 8, 100, 1),
                    (4, 'u4', 'import', 'present', printf('%064d', 4), 'mp4', 'verified', 20, 'fox', NULL, 200, 5);
                INSERT INTO video_field VALUES (1, 1, 'acme', NULL), (4, 1, 'Zebra', NULL), (2, 1, 'Bee', NULL),
                                               (3, 2, NULL, 10), (1, 2, NULL, 9);
                """)
        }
    }

    private func ids(_ sort: String, limit: Int? = nil, query: String? = nil) throws -> String {
        let selection = ObjectSelection(
            .video, query: try query.map { try fixture.catalog.query([$0], about: .video) },
            order: .sorted(try fixture.catalog.sortFields(sort, of: .video)), limit: limit)
        return try fixture.json(selection, fields: ["id"]).joined()
            .filter { $0.isNumber }
    }

    @Test(arguments: [
        // What has no value is last, whichever way.
        ("bytes", "3412"), ("bytes:desc", "1432"),
        // What is equal is in the order of its numbers, turned round with :desc.
        ("duration", "2134"), ("duration:desc", "3124"),
        ("verdict,duration:desc", "2314"), ("verdict:desc,duration", "1342"),
        // Capitals make no difference, and a query's names are as good as the output's.
        ("title", "2413"), ("title:asc,bytes", "4213"), ("created", "4321"),
        ("created_at:desc", "1234"), ("created-at:desc", "1234"), ("id:desc", "4321"),
        // Fields of one's own: texts, and numbers as numbers.
        ("client", "1243"), ("client:desc", "4213"), ("scene", "1324"), ("scene:desc", "3142"),
    ])
    func `stands in the order of its fields`(sort: String, order: String) throws {
        #expect(try ids(sort) == order)
    }

    @Test func `may be limited, and of what a query finds`() throws {
        #expect(try ids("duration:desc", limit: 2) == "31")
        #expect(try ids("bytes", query: "title:fox") == "42")
        // Words are not ranked where an order is asked for.
        #expect(try ids("created", limit: 1, query: "fox") == "4")
    }

    @Test(arguments: [
        ("bites", "a video has no field bites to sort by; did you mean bytes"),
        ("tag", "tag has no order: a video may have several"),
        ("-duration", "for the greatest first, write duration:desc"),
        ("duration:down", "duration:down: behind the colon stands asc or desc"),
        ("duration,,bytes", "--sort names no field where one is expected"),
        ("", "--sort names no field where one is expected"),
        ("created,created_at", "--sort names created twice"),
        ("bytes; DROP TABLE video", "a video has no field bytes; drop table video to sort by"),
    ])
    func `of fields that have no order is refused`(sort: String, message: String) throws {
        let error = #expect(throws: SoraError.self) {
            try fixture.catalog.sortFields(sort, of: .video)
        }
        #expect(error?.code == .usage)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `names every mistake at once`() throws {
        let error = #expect(throws: SoraError.self) {
            try fixture.catalog.sortFields("bites,tag", of: .video)
        }
        #expect(error?.eachProblem.count == 2)
    }

    @Test(arguments: ["created", "created:desc", "bytes:desc", "bytes", "verdict", "verdict:desc"])
    func `is read from an index where there is one`(sort: String) throws {
        let fields = try fixture.catalog.sortFields(sort, of: .video)
        let plan = try fixture.catalog.plan(of: Query(kind: .video), order: .sorted(fields))
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test func `can be sorted by every field that has an order, of each kind`() throws {
        for kind in ObjectKind.allCases {
            for field in QueryField.of(kind) {
                guard let fields = try? fixture.catalog.sortFields(field.name, of: kind) else {
                    continue
                }
                let selection = ObjectSelection(kind, order: .sorted(fields))
                let count = try fixture.json(selection, fields: ["id"]).count
                #expect(count == (kind == .video ? 4 : 0), "\(field.name)")
            }
        }
    }
}
