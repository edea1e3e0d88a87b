import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

/// Runs the examples of `docs/query.md` in a library that is made for them.
@Suite struct `The document of query words` {
    private let fixture: CatalogFixture
    private let document: Document

    init() throws {
        fixture = try CatalogFixture()
        document = try Document("query.md")
        let prompt = "A red fox in the snow, über den Dächern, 一只红狐狸在雪中"
        _ = try fixture.queued(prompt)
        for (name, type) in [
            ("client", OwnFieldType.text), ("scene", .number), ("deadline", .date),
        ] {
            try fixture.catalog.addField(name, type)
        }
        try fixture.raw { connection in
            try connection.run(
                """
                UPDATE provider SET name = 'studio';
                INSERT INTO video (id, uid, operation, file_state, verdict, created_at) VALUES
                    (2, 'u2', 'import', 'absent', 'unprobed', 0);
                INSERT INTO video (id, uid, operation, remixed_from, file_state, verdict, created_at) VALUES
                    (3, 'u3', 'remix', 2, 'absent', 'unprobed', 0);
                INSERT INTO video
                    (id, uid, title, task_id, operation, remixed_from, file_state, sha256, extension, bytes,
                     duration, width, height, rotation, has_audio, verdict, rating, notes, created_at)
                VALUES (12, 'u12', 'A red fox', 1, 'remix', 3, 'present', printf('%064d', 1), 'mp4', 12000000, 8.03,
                        1920, 1080, 0, 1, 'verified', 4, 'for the client', 1767609000000);
                INSERT INTO video (id, uid, operation, remixed_from, file_state, verdict, created_at) VALUES
                    (14, 'u14', 'remix', 12, 'absent', 'unprobed', 0);
                INSERT INTO video_tag VALUES (12, 'Winter'), (12, 'golden hour');
                INSERT INTO collection (id, uid, name, query, created_at) VALUES
                    (1, 'c1', 'Foxes', NULL, 0), (2, 'c2', 'Clients/Acme', NULL, 0),
                    (3, 'c3', 'Best', 'rating:>=4', 0);
                INSERT INTO collection_video VALUES (1, 12, 1), (2, 12, 1);
                INSERT INTO video_field VALUES
                    (12, 1, 'Acme', NULL), (12, 2, NULL, 12), (12, 3, NULL, 1797120000000);
                """)
        }
    }

    /// The first code of each row of a section's table.
    private func examples(_ section: String) throws -> [String] {
        try document.table(under: section).map { $0[0].code }
    }

    @Test(arguments: [
        "Words", "Values", "Numbers, lengths, sizes and times",
        "What a clip is, and what it has", "The family", "Collections and fields of your own",
        "And, or, not",
    ])
    func `has examples that find the clip`(section: String) throws {
        let examples = try examples(section)
        #expect(examples.count >= 3)
        for example in examples {
            let query = try fixture.catalog.query([example], about: .video)
            let found = try fixture.catalog.numbers(matching: query)
            #expect(found.contains(12), "\(example) finds \(found)")
            // And each says something: the opposite does not find it.
            if query.alternatives.count == 1, query.alternatives[0].count == 1 {
                let opposite = example.hasPrefix("-") ? String(example.dropFirst()) : "-" + example
                let others = try fixture.catalog.numbers(
                    matching: fixture.catalog.query([opposite], about: .video))
                #expect(!others.contains(12), "\(opposite) finds \(others)")
            }
        }
    }

    @Test func `names the fields of each kind`() throws {
        let rows = try document.table(under: "Fields")
        for (row, kind) in zip(rows, [ObjectKind.video, .task, .prompt, .image]) {
            #expect(row[0] == "\(kind.rawValue)s")
            let named = row[1].split(separator: "`").enumerated().filter { $0.offset % 2 == 0 }
                .map { String($0.element) }
            let known = QueryField.of(kind).flatMap { [$0.name] + $0.otherNames }
            #expect(named.sorted() == known.sorted(), "\(kind)")
        }
    }

    @Test func `shows a mistake as it is told`() throws {
        let error = #expect(throws: SoraError.self) {
            try fixture.catalog.query(["titel:fox", "rating:good"], about: .video)
        }
        let block = document.blocks(of: "").first { $0.contains("soralib: the query") }
        let shown = try #require(block)
        #expect(shown.contains(error?.message ?? "?"))
    }
}
