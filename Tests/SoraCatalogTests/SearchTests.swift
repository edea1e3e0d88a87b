import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

@Suite struct `Full-text search` {
    private let fixture: CatalogFixture

    init() throws { fixture = try CatalogFixture() }

    /// Adds a video of a prompt, with a title.
    private func add(_ prompt: String, title: String? = nil, tags: [String] = []) throws -> Int64 {
        let task = try fixture.queued(prompt)
        return try fixture.raw { connection in
            try connection.execute(
                """
                INSERT INTO video (uid, title, task_id, operation, file_state, sha256, extension, verdict, created_at)
                VALUES (?1, ?2, ?3, 'create', 'present', printf('%064d', ?3), 'mp4', 'unchecked', 0)
                """, [.text("u\(task.id)"), SQLValue(title), .integer(task.id)])
            let number = connection.lastInsertedRow
            for tag in tags {
                try connection.execute(
                    "INSERT INTO video_tag VALUES (?, ?)", [.integer(number), .text(tag)])
            }
            return number
        }
    }

    private func listed(_ words: String, limit: Int? = nil) throws -> [String] {
        try fixture.json(
            ObjectSelection(
                .video, query: fixture.catalog.query([words], about: .video), order: .bestFirst,
                limit: limit), fields: ["id"]
        ).map { String($0.dropFirst(7).dropLast(2)) }
    }

    private func found(_ words: String) throws -> [Int64] {
        try fixture.catalog.numbers(matching: fixture.catalog.query([words], about: .video))
    }

    /// What is wrong with the index; nothing where it is as if it were made anew.
    private func damage() throws -> String? {
        do {
            try fixture.raw { connection in
                try connection.execute(
                    "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
            }
            return nil
        } catch let error as SQLiteError {
            return error.message
        }
    }

    @Test func `lists what fits best first`() throws {
        let once = try add("a hen, and a long story about everything else that is there, and a fox")
        let often = try add("fox, fox and fox")
        let titled = try add("a hen in the snow", title: "Fox")
        let begun = try add(
            "a hen, and a long story about everything else that is there, and foxes")
        _ = try add("a hen")
        #expect(try listed("fox") == [titled, often, once, begun].map { "v\($0)" })
        #expect(try listed("fox", limit: 2) == ["v\(titled)", "v\(often)"])
        #expect(try listed("hen snow") == ["v\(titled)"])
        #expect(try found("fox") == [begun, titled, often, once])
    }

    @Test func `lists what is newest first where nothing fits better`() throws {
        let videos = try (0..<40).map { _ in try add("a red fox") }
        #expect(try listed("red fox", limit: 30) == videos.reversed().prefix(30).map { "v\($0)" })
        #expect(try listed("red fox") == videos.reversed().map { "v\($0)" })
    }

    @Test func `lists the rest behind what was ranked`() throws {
        let fox = try add("a fox")
        let hen = try add("a hen", tags: ["farm"])
        let both = try add("fox and fox", tags: ["farm"])
        _ = try add("a duck")
        #expect(try listed("fox , tag:farm") == [both, fox, hen].map { "v\($0)" })
        #expect(try listed("fox -tag:farm") == ["v\(fox)"])
        #expect(try listed("fox tag:farm") == ["v\(both)"])
    }

    @Test func `finds words in any writing`() throws {
        let chinese = try add("一只红狐狸在雪中，用Sora生成")
        let japanese = try add("雪の中の赤いキツネ")
        let thai = try add("สุนัขจิ้งจอกในหิมะ")
        let german = try add("Ein Fuchs über den DÄCHERN")
        let russian = try add("Рыжая лисица в снегу")
        let korean = try add("눈 속의 붉은 여우가")
        for (words, video) in [
            ("狐狸", chinese), ("雪中", chinese), ("sora", chinese), ("\"红狐狸\"", chinese),
            ("红 雪", chinese),
            ("キツネ", japanese), ("赤い", japanese), ("จิ้งจอก", thai), ("หิมะ", thai),
            ("dachern", german),
            ("ÜBER", german), ("лисиц", russian), ("여우", korean),
        ] {
            #expect(try found(words) == [video], "\(words)")
        }
        #expect(try found("狸狐") == [])
        #expect(try found("雪") == [japanese, chinese])
    }

    @Test func `keeps to the trash and to placeholders`() throws {
        let fox = try add("a fox")
        let gone = try add("a fox")
        try fixture.raw { connection in
            try connection.execute("UPDATE video SET trashed_at = 1 WHERE id = ?", [.integer(gone)])
        }
        #expect(try listed("fox") == ["v\(fox)"])
        #expect(try listed("fox is:trash") == ["v\(gone)"])
        #expect(try fixture.catalog.numbers(matching: Query(kind: .video)) == [fox])
        try fixture.raw {
            try $0.execute("UPDATE video SET file_state = 'absent', trashed_at = NULL")
        }
        #expect(try found("fox") == [])
        #expect(try found("fox is:placeholder") == [gone, fox])
    }

    @Test func `stays what a rebuild would make of it, whatever is changed`() throws {
        var random = SplitMix(seed: 7)
        let words = ["fox", "hen", "snow", "狐狸", "ü", "golden hour", "x", "ab12", "", "ก ไก่"]
        func text() -> String {
            (0..<random.below(5)).map { _ in words[random.below(words.count)] }.joined(
                separator: " ")
        }
        var videos: [Int64] = []
        for _ in 0..<300 {
            switch random.below(8) {
            case 0...1: videos.append(try add("a " + text(), title: text()))
            case 2...5 where !videos.isEmpty:
                var changes = ObjectChanges()
                let handle = Handle(.video, videos[random.below(videos.count)])
                switch random.below(4) {
                case 0: changes.title = .some(random.below(3) == 0 ? nil : text())
                case 1: changes.notes = .some(random.below(3) == 0 ? nil : text())
                case 2: changes.addedTags = ["t\(random.below(4))", "狐\(random.below(2))"]
                default: changes.removedTags = ["t\(random.below(4))"]
                }
                _ = try fixture.catalog.edit([handle], changes)
            case 6 where !videos.isEmpty:
                let gone = videos.remove(at: random.below(videos.count))
                try fixture.raw { connection in
                    try connection.execute(
                        "DELETE FROM video_tag WHERE video_id = ?", [.integer(gone)])
                    try connection.execute("DELETE FROM video WHERE id = ?", [.integer(gone)])
                }
            default:
                try fixture.raw { connection in
                    try connection.execute(
                        "UPDATE video_tag SET tag = tag || ? WHERE video_id = ?",
                        [.text("z\(random.below(9))"), .integer(videos.randomElement() ?? 1)])
                }
            }
        }
        #expect(try damage() == nil)
        #expect(try check().findings.filter { $0.kind == .search } == [])
    }

    private func check(isRepairing: Bool = false) throws -> LibraryCheck.Summary {
        try LibraryCheck(fixture.catalog, isRehashing: false, isRepairing: isRepairing).run()
    }

    @Test(arguments: [
        "UPDATE search_text SET title = 'other'", "DELETE FROM search_text",
        "INSERT INTO search_text (id) VALUES (99)",
        "INSERT INTO search (search) VALUES ('delete-all')",
        "INSERT INTO search (search, rowid, prompt) VALUES ('delete', 1, 'a red fox')",
    ])
    func `that is not right is found by a check, and mended`(harm: String) throws {
        _ = try add("a red fox", title: "Snow", tags: ["winter"])
        #expect(try check().findings.filter { $0.kind == .search } == [])
        try fixture.raw { try $0.run(harm) }
        #expect(try check().findings.contains { $0.kind == .search && $0.remedy != nil })
        #expect(
            try check(isRepairing: true).findings.contains { $0.kind == .search && $0.isRepaired })
        #expect(try check().findings.filter { $0.kind == .search } == [])
        #expect(try found("red fox snow winter") == [1])
        #expect(try damage() == nil)
    }
}
