import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

@Suite struct `A query in the catalogue` {
    private let fixture: CatalogFixture

    /// A library with three videos and what belongs to them.
    init() throws {
        fixture = try CatalogFixture()
        for prompt in ["A red FOX in the snow", "a hen, 100% awake", "Ein Fuchs über Dächern"] {
            _ = try fixture.queued(prompt)
        }
        try fixture.raw { connection in
            try connection.run(
                """
                INSERT INTO video (uid, title, task_id, operation, file_state, sha256, extension, bytes,
                                   duration, width, height, has_audio, verdict, rating, notes, created_at)
                VALUES
                    ('u1', NULL, 1, 'create', 'present', printf('%064d', 1), 'mp4', 100, 8.03, 1280, 720, 1,
                     'verified', 5, NULL, 1767225600000),
                    ('u2', 'Snow white', 2, 'create', 'present', printf('%064d', 2), 'mp4', 200, 4.0, 720,
                     1280, 0, 'mismatch', NULL, 'for the client', 1769904000000),
                    ('u3', NULL, 3, 'create', 'missing', printf('%064d', 3), 'mp4', 300, NULL, NULL, NULL,
                     NULL, 'unprobed', 0, NULL, 1769904000001);
                INSERT INTO video_tag VALUES (1, 'Winter'), (1, 'golden hour'), (3, 'ÜBER');
                INSERT INTO collection (uid, name, query, created_at) VALUES
                    ('c1', 'Foxes', NULL, 0), ('c2', 'Best', 'rating:>=4', 0),
                    ('c3', 'Loop', 'collection:loop , hen', 0);
                INSERT INTO collection_video VALUES (1, 3, 1), (1, 1, 2);
                INSERT INTO task_tag VALUES (2, 'farm');
                """)
        }
    }

    private func found(_ words: String, about kind: ObjectKind = .video) throws -> [Int64] {
        try fixture.catalog.numbers(matching: fixture.catalog.query([words], about: kind))
    }

    @Test(arguments: [
        ("fox", [1]), ("FUCHS", [3]), ("snow", [2, 1]), ("snow fox", [1]), ("winter fox", [1]),
        ("fo", [2, 1]), ("\"fo\"", []), ("ox", []), ("\"red fox\"", [1]), ("\"fox red\"", []),
        ("client", [2]), ("100%", [2]),
        ("10_%", [2]), ("UBER", [3]), ("dach", [3]), ("-fo", [3]), ("über", [3]), ("-snow", [3]),
        ("fox , hen", [2, 1]),
        ("snow -hen , fuchs", [3, 1]), ("hour golden", [1]),
        ("tag:winter", [1]), ("tag:über", [3]), ("tag:wint", []), ("tag:\"golden hour\"", [1]),
        ("-tag:winter", [3, 2]), ("title:snow", [2]), ("-title:snow", [3, 1]),
        ("rating:0", [3]), ("rating:>=0", [3, 1]), ("-rating:5", [3, 2]), ("duration:8", [1]),
        ("duration:4..8.03", [2, 1]), ("verdict:Mismatch", [2]), ("has_audio:yes", [1]),
        ("has_audio:no", [2]), ("size:1280x720", [1]), ("task:t2", [2]), ("id:v3", [3]),
        ("provider:TEST", [3, 2, 1]), ("model:sora-2", [3, 2, 1]), ("file_state:missing", [3]),
        ("created:2026-01", [1]), ("created:2026-02", [3, 2]), ("created:>2026-01", [3, 2]),
        ("uid:U2", [2]), ("collection:foxes", [3, 1]), ("collection:best", [1]),
        ("-collection:best", [3, 2]), ("collection:none", []),
        ("notes:\"'; DROP TABLE video; --\"", []), ("tag:ÜBER", [3]), ("tag:Über", [3]),
        ("title:=\"Snow white\"", [2]), ("title:=\"snow white\"", []), ("tag:=Winter", [1]),
        ("tag:=winter", []), ("prompt:~\"^A red\"", [1]), ("prompt:~\"^a red\"", []),
        ("prompt:~\"(?i)^a red\"", [1]), ("tag:~^.old", [1]), ("-prompt:~fox", [3, 2, 1]),
        ("prompt:~ü", [3]), ("has:audio", [1]), ("-has:audio", [3, 2]), ("has:notes", [2]),
        ("has:tag", [3, 1]), ("has:rating", [3, 1]), ("-has:rating", [2]), ("is:missing", [3]),
        ("is:mismatch", [2]), ("is:landscape", [1]), ("is:portrait", [2]), ("is:tagged", [3, 1]),
        ("bytes:>150", [3, 2]), ("seconds:8", [1]), ("duration:=8", []), ("duration:=8.03", [1]),
        ("prompt:fox", [1]), ("notes:cli", [2]), ("title:fox", []), ("verdict:=verified", [1]),
    ])
    func `finds the videos`(words: String, numbers: [Int64]) throws {
        #expect(try found(words) == numbers)
    }

    @Test func `finds tasks and prompts by their own fields`() throws {
        #expect(try found("state:queued tag:farm", about: .task) == [2])
        #expect(try found("video:v3", about: .task) == [3])
        #expect(try found("tasks:1 fox", about: .prompt) == [1])
        #expect(try found("hen", about: .prompt) == [2])
        #expect(try found("hen", about: .image) == [])
    }

    @Test func `knows where each field is`() throws {
        for kind in ObjectKind.allCases {
            for field in QueryField.of(kind) {
                let value =
                    switch field.kind {
                    case .words, .text: "x"
                    case .oneOf(let words): words[0]
                    case .whole, .decimal, .bytes, .length: "1.."
                    case .moment: "2026"
                    case .truth: "yes"
                    case .object(let kind): "\(Handle(kind, 1))"
                    }
                for name in [field.name] + field.otherNames {
                    #expect(throws: Never.self) { try found("\(name):\(value)", about: kind) }
                }
            }
        }
    }

    @Test func `that asks for a smart collection inside itself is told so`() throws {
        let error = #expect(throws: SoraError.self) { try found("collection:loop") }
        #expect(error?.message.contains("Loop is looked for inside itself") == true)
    }

    @Test func `selects in a list, in its order and up to its limit`() throws {
        let query = try fixture.catalog.query(["snow"], about: .video)
        func ids(_ order: ObjectSelection.Order, _ limit: Int?) throws -> [String] {
            try fixture.json(
                ObjectSelection(.video, query: query, order: order, limit: limit), fields: ["id"])
        }
        #expect(try ids(.newestFirst, nil) == [#"{"id":"v2"}"#, #"{"id":"v1"}"#])
        #expect(try ids(.oldestFirst, 1) == [#"{"id":"v1"}"#])
    }

    @Test func `of a collection is in the collection's order`() throws {
        let catalog = fixture.catalog
        #expect(try catalog.videoNumbers(of: catalog.collection(named: "Foxes")) == [3, 1])
        #expect(try catalog.videoNumbers(of: catalog.collection(named: "Best")) == [1])
        let error = #expect(throws: SoraError.self) { try catalog.collection(named: "Foxs") }
        #expect(error?.hint == "did you mean Foxes? see `soralib collection list`")
    }
}
