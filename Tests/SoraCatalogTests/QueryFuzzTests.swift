import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

/// Random queries: each is answered, or told what is wrong with it; SQLite never complains.
@Suite struct `Any query` {
    private let fixture: CatalogFixture

    init() throws {
        fixture = try CatalogFixture()
        _ = try fixture.queued()
        try fixture.catalog.addField("client", .text)
        try fixture.catalog.addField("due", .date)
        try fixture.raw { connection in
            try connection.run(
                """
                INSERT INTO video (uid, title, task_id, operation, file_state, verdict, created_at)
                    VALUES ('u1', 'A "fox" * NEAR(狐狸) 100% ก', 1, 'create', 'absent', 'unprobed', 0);
                INSERT INTO video_tag VALUES (1, 'winter'), (1, '''; DROP TABLE video; --');
                INSERT INTO collection (uid, name, query, created_at) VALUES
                    ('c1', 'A', NULL, 0), ('c2', 'B', 'fox , collection:a', 0), ('c3', 'C', 'titel:(', 0);
                """)
        }
    }

    /// What queries are made of, and what they are not.
    private static let pieces = [
        "fox", "f", "狐狸", "ก", "é", "e\u{301}", "\u{0}", "\u{1}", "\u{FFFD}", "🦊", "👩‍👩‍👧", " ", "  ",
        "\t",
        "\n", "\"", "\"\"", "'", "''", "`", "\\", "-", "--", ",", " , ", ":", "::", "=", ":=", "~",
        ":~", ">", ">=",
        "<", "<=", "..", ".", "*", "(", ")", "[", "]", "{", "}", "+", "?", "|", "^", "$", "%", "_",
        ";", "DROP TABLE",
        "OR", "AND", "NOT", "NEAR", "MATCH", "0", "1", "8", "-1", "1e9", "99999999999999999999",
        "0.5", "10M", "1:30",
        "2026-01", "2026-13-45", "-7d", "..-7d", "yes", "v1", "t1", "p1", "i1", "v0",
        "v99999999999999999999",
        "winter", "missing", "audio", "trash", "a+", "(a+)+$", "(?i)x", "\\d", "[[:alpha:]]",
        "(?<n>a)\\k<n>",
    ]

    @Test(arguments: 0..<10)
    func `that is random is answered, or refused with what is wrong`(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let kinds = ObjectKind.allCases
        for _ in 0..<1000 {
            let kind = kinds[random.below(kinds.count)]
            let names =
                QueryField.of(kind).flatMap { [$0.name] + $0.otherNames }
                + ["is", "has", "client", "due", "remixed-from", "nothing"]
            var text = ""
            for _ in 0..<(1 + random.below(9)) {
                if random.below(3) == 0 {
                    text += names[random.below(names.count)] + ":"
                }
                text += Self.pieces[random.below(Self.pieces.count)]
                if random.below(2) == 0 { text += " " }
            }
            do {
                let query = try fixture.catalog.query([text], about: kind)
                _ = try fixture.catalog.numbers(matching: query)
                var count = 0
                try fixture.catalog.forEachJSON(
                    of: ObjectSelection(kind, query: query, order: .bestFirst), fields: ["id"]
                ) { _ in
                    count += 1
                    return true
                }
                #expect(
                    try fixture.catalog.count(matching: query) == count, "\(text.debugDescription)")
            } catch let error as SoraError {
                #expect(error.code == .invalid, "\(text.debugDescription): \(error)")
            }
        }
    }

    @Test func `with a pattern that runs away is refused, and names it`() throws {
        try fixture.raw { connection in
            try connection.execute(
                "UPDATE video SET title = ?", [.text(String(repeating: "a", count: 400) + "!")])
        }
        let query = try fixture.catalog.query(["title:~(a+)+$ is:placeholder"], about: .video)
        let error = #expect(throws: SoraError.self) { try fixture.catalog.numbers(matching: query) }
        #expect(error?.code == .invalid)
        #expect(error?.message == "the pattern (a+)+$ takes too long")
    }

    @Test func `with a pattern that is none is told where`() {
        let error = #expect(throws: SoraError.self) {
            try fixture.catalog.query(["title:~fox(a"], about: .video)
        }
        #expect(error?.message.contains("missing closing parenthesis, at its letter 6") == true)
        #expect(error?.marked?.marks == [0..<12])
    }

    @Test func `of many words is answered`() throws {
        let words = (0..<QueryParser.wordLimit).map { "w\($0)" }
        #expect(
            try fixture.catalog.numbers(matching: fixture.catalog.query(words, about: .video)) == []
        )
        let either = words.prefix(250).joined(separator: " , ")
        #expect(
            try fixture.catalog.numbers(
                matching: fixture.catalog.query([either, ", fox id:v1"], about: .video)) == [1])
        let fields = (0..<QueryParser.wordLimit).map { "-tag:w\($0)" }.joined(separator: " ")
        _ = try fixture.catalog.numbers(matching: fixture.catalog.query([fields], about: .video))
    }

    @Test func `of smart collections that multiply is refused`() throws {
        try fixture.raw { connection in
            for level in 1..<20 {
                let below = "collection:L\(level - 1)"
                try connection.execute(
                    "INSERT INTO collection (uid, name, query, created_at) VALUES (?, ?, ?, 0)",
                    [.text("l\(level)"), .text("L\(level)"), .text("\(below) , -\(below)")])
            }
        }
        let query = try fixture.catalog.query(["collection:L19"], about: .video)
        let error = #expect(throws: SoraError.self) { try fixture.catalog.numbers(matching: query) }
        #expect(error?.message.contains("too many conditions") == true)
    }
}

/// A generator of numbers that gives the same ones for the same seed
/// (Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014).
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
