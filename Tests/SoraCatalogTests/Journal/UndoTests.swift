import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

@Suite struct `Undoing` {
    let fixture: CatalogFixture

    init() throws {
        fixture = try CatalogFixture()
        try fixture.raw { connection in
            for number in 1...40 {
                try connection.execute(
                    """
                    INSERT INTO video (uid, operation, file_state, sha256, extension, verdict, created_at)
                    VALUES (?, 'import', 'present', ?, 'mp4', 'unchecked', 1)
                    """,
                    [
                        .text("v\(number)"),
                        .text(String(repeating: "a", count: 62) + "\(number + 10)"),
                    ])
            }
            try connection.execute(
                "INSERT INTO image (uid, url, created_at) VALUES ('i', 'https://example.org/i', 1)")
        }
    }

    /// The dump without when people changed what: undoing is a later change.
    private func dump() throws -> [String] {
        try fixture.raw { connection in
            try connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM field_change")
            try connection.execute("DELETE FROM field_change")
            let lines = try DumpFixture.lines(of: fixture.catalog)
            try connection.execute("INSERT INTO field_change SELECT * FROM temp.kept")
            return lines
        }
    }

    private func newest() throws -> Int64 {
        try #require(try fixture.catalog.history(limit: 1).first).id
    }

    private func edit(_ handles: [Handle], _ change: (inout ObjectChanges) -> Void) throws {
        var changes = ObjectChanges()
        change(&changes)
        _ = try fixture.catalog.edit(handles, changes)
    }

    private func title(_ number: Int64) throws -> String? {
        try fixture.raw {
            try $0.text("SELECT title FROM video WHERE id = ?", [.integer(number)])
        }
    }

    @Test func `takes back thousands of edits of every kind, to the same dump`() throws {
        let catalog = fixture.catalog
        var random = Dice(source: RepeatableRandom(seed: 2026))
        let texts = ["fox", "Fuchs\u{1F98A}", "two\nlines \"and\" more", "狐狸在雪中", "é"]
        try catalog.addField("client", .text)
        try catalog.addField("take", .number)
        try catalog.createCollection("First", query: nil)
        _ = try catalog.addPrompt("the first prompt", title: "One", tags: ["old"])
        var moments = [(id: try newest(), dump: try dump())]
        func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
        func video() -> Int64 { Int64(pick(40) + 1) }
        for step in 1...1500 {
            fixture.time.advance(by: 1)
            let videos = (0...pick(5)).map { _ in video() }
            let handles = videos.map { Handle(.video, $0) }
            let text = texts[pick(texts.count)]
            switch pick(16) {
            case 0, 1: try edit(handles) { $0.title = .some(pick(4) == 0 ? nil : text) }
            case 2: try edit(handles) { $0.notes = .some(text) }
            case 3: try edit(handles) { $0.rating = .some(pick(3) == 0 ? nil : pick(6)) }
            case 4, 5: try edit(handles) { $0.addedTags = [text, "tag\(pick(9))"] }
            case 6: try edit(handles) { $0.removedTags = ["TAG\(pick(9))", text] }
            case 7: try edit(handles) { $0.isTrashed = pick(2) == 0 }
            case 8:
                let fields = try catalog.ownFields().map(\.field)
                guard let field = fields.randomElement(using: &random) else { continue }
                let value = field.type == .number ? "\(1 / Double(pick(900) + 7))" : text
                try edit(handles) {
                    $0.fields =
                        (try? FieldValue(field, pick(4) == 0 ? "" : value)).map { [$0] } ?? []
                }
            case 9:
                let name = "own\(pick(3))"
                if let field = try? catalog.ownField(named: name) {
                    try catalog.remove(field)
                } else {
                    try catalog.addField(name, pick(2) == 0 ? .text : .number)
                }
            case 10:
                let name = "List \(pick(4))"
                if let known = try? catalog.collection(named: name) {
                    if pick(3) == 0 { try catalog.delete(known) }
                } else {
                    try catalog.createCollection(name, query: pick(4) == 0 ? "tag:fox" : nil)
                }
            case 11, 12:
                let lists = try catalog.collections().filter { $0.query == nil }
                guard let list = lists.randomElement(using: &random) else { continue }
                try catalog.add(videos, to: list)
                if pick(3) == 0 { try catalog.remove([videos[0]], from: list) }
                if pick(3) == 0 { try catalog.reorder(list, first: [videos[0]]) }
            case 13:
                let lists = try catalog.collections()
                guard let list = lists.randomElement(using: &random) else { continue }
                try catalog.rename(list, to: "Named \(step)")
            case 14:
                _ = try catalog.addPrompt("prompt \(pick(50))", title: text, tags: ["p", text])
            default:
                _ = try catalog.revisePrompt(1, to: "revised \(step)")
                try edit([Handle(.image, 1), Handle(.prompt, 1)]) {
                    $0.title = .some("\(text) \(step)")
                    $0.addedTags = [text]
                }
            }
            if step % 200 == 0 {
                moments.append((try newest(), try dump()))
            }
        }
        let last = moments.removeLast()
        let count = try catalog.history().count
        #expect(count > 1000)
        // Back step by step, then to the beginning at once, and forward again.
        for (set, expected) in moments.reversed() {
            let result = try catalog.undo(.after(set))
            #expect(result.leftAlone.isEmpty)
            #expect(try dump() == expected, "after change \(set)")
        }
        _ = try catalog.undo(.after(last.0))
        #expect(try dump() == last.1, "the undoing undone")
        _ = try catalog.undo(.after(moments[0].0))
        #expect(try dump() == moments[0].1, "all at once")
        #expect(try fixture.catalog.search(for: ["fox"]) == [])
    }

    @Test func `is undone by undoing again`() throws {
        try edit([Handle(.video, 1)]) { $0.title = "one" }
        try edit([Handle(.video, 1)]) { $0.title = "two" }
        _ = try fixture.catalog.undo(.last)
        #expect(try title(1) == "one")
        #expect(try fixture.catalog.history().map(\.undoneBy) == [nil, 4, nil, nil])
        _ = try fixture.catalog.undo(.last)
        #expect(try title(1) == "two")
        #expect(try fixture.catalog.history().map(\.undoneBy) == [nil, 5, nil, nil, nil])
    }

    @Test func `of what changed nothing is not there`() throws {
        try edit([Handle(.video, 1)]) { $0.title = "one" }
        try edit([Handle(.video, 1)]) { $0.title = "one" }
        #expect(try fixture.catalog.history().count == 2)
    }

    @Test func `goes back to a moment`() throws {
        try edit([Handle(.video, 1)]) { $0.title = "one" }
        fixture.time.advance(by: 60)
        let moment = fixture.time.now()
        fixture.time.advance(by: 60)
        try edit([Handle(.video, 1)]) { $0.title = "two" }
        try edit([Handle(.video, 2)]) { $0.title = "three" }
        #expect(try fixture.catalog.undo(.since(moment)).undone.map(\.id) == [4, 3])
        #expect(try title(1) == "one")
        #expect(try title(2) == nil)
    }

    @Test func `passes by what cannot be undone, and says so`() throws {
        try edit([Handle(.video, 1)]) { $0.title = "one" }
        var provider = fixture.provider
        provider.baseURL = "http://127.0.0.1:2"
        try fixture.catalog.updateProvider(provider)
        let error = #expect(throws: SoraError.self) { try fixture.catalog.undo(.last) }
        #expect(error?.message.hasPrefix("the last change cannot be undone: 3 (") == true)
        let result = try fixture.catalog.undo(.after(1))
        #expect(result.undone.map(\.id) == [2])
        #expect(result.leftAlone.map(\.id) == [3])
        #expect(try title(1) == nil)
    }

    @Test func `does not overwrite what something else changed since`() throws {
        try edit([Handle(.video, 1), Handle(.video, 2)]) { $0.title = "one" }
        try fixture.raw { try $0.execute("UPDATE video SET title = 'other' WHERE id = 1") }
        let before = try dump()
        let error = #expect(throws: SoraError.self) { try fixture.catalog.undo(.last) }
        #expect(error?.message.hasPrefix("v1 was changed since") == true)
        #expect(try dump() == before, "all or nothing")
        #expect(try fixture.catalog.history().count == 2)
    }

    @Test func `of a queue cancels what was not sent`() throws {
        let task = try fixture.queued()
        let result = try fixture.catalog.undo(.last)
        #expect(result.undone.count == 1)
        #expect(try fixture.catalog.task(number: task.id).state == .cancelled)
        #expect(try fixture.catalog.events(ofTask: task.id).last?.what == "cancelled by undo")
        let error = #expect(throws: SoraError.self) { try fixture.catalog.undo(.last) }
        #expect(error?.message.contains("soralib task retry t1") == true)
        // Where the queueing goes too, nothing is to be brought back.
        try edit([Handle(.video, 1)]) { $0.title = "one" }
        _ = try fixture.catalog.undo(.after(1))
        #expect(try title(1) == nil)
        #expect(try fixture.catalog.task(number: task.id).state == .cancelled)
    }

    @Test func `of a queue is refused when something was sent`() throws {
        let queued = try fixture.queued("another")
        let sent = try fixture.submitted()
        let error = #expect(throws: SoraError.self) { try fixture.catalog.undo(.after(1)) }
        #expect(error?.message.hasPrefix("\(sent.handle) was sent, and is submitted") == true)
        #expect(try fixture.catalog.task(number: queued.id).state == .queued, "all or nothing")
    }

    @Test func `tells a merge that it is the newer word`() throws {
        try edit([Handle(.video, 1)]) {
            $0.title = "one"
            $0.addedTags = ["Fox"]
        }
        fixture.time.advance(by: 60)
        _ = try fixture.catalog.undo(.last)
        let times = try fixture.raw { connection in
            try connection.rows("SELECT field || ' ' || at FROM field_change ORDER BY field") {
                $0.text(0) ?? ""
            }
        }
        let now = fixture.time.now().milliseconds
        #expect(times == ["tag:fox \(now)", "title \(now)"])
    }

    @Test func `tells what was changed, value by value`() throws {
        try fixture.catalog.createCollection("Foxes", query: nil)
        let foxes = try fixture.catalog.collection(named: "foxes")
        try fixture.catalog.add([3], to: foxes)
        try edit([Handle(.video, 3)]) {
            $0.title = "one"
            $0.rating = 3
            $0.addedTags = ["fox"]
            $0.isTrashed = true
        }
        func words(_ set: Int64) throws -> [String] {
            try fixture.catalog.changes(ofSet: set).map {
                "\($0.object) \($0.field) \($0.before ?? "-") \($0.after ?? "-")"
            }
        }
        #expect(try words(2) == ["collection Foxes name - Foxes"])
        #expect(try words(3) == ["v3 place in Foxes - 1"])
        #expect(
            try words(4) == [
                "v3 title - one", "v3 rating - 3", "v3 trash - in the trash", "v3 tag - fox",
            ])
        let summaries = try fixture.catalog.history().map(\.summary)
        #expect(
            summaries == ["1 video, tags of 1 video", "places of 1 video", "1 collection", ""])
    }

    @Test func `of a trial changes nothing, and tells what would be`() throws {
        let before = try dump()
        var changes = ObjectChanges(addedTags: ["fox"])
        changes.title = "one"
        let (changed, preview) = try fixture.catalog.tryEdit(
            [Handle(.video, 1), Handle(.video, 2)], changes, lines: 3)
        #expect(changed.count == 2)
        #expect(preview.count == 4)
        #expect(preview.lines.map(\.object) == ["v1", "v2", "v1"])
        #expect(try dump() == before)
        #expect(try fixture.catalog.history().count == 1)
    }
}

extension Catalog {
    /// What words find.
    fileprivate func search(for words: [String]) throws -> [Int64] {
        try numbers(matching: try query(words, about: .video))
    }
}

/// Random numbers that are the same in each run.
private struct Dice: RandomNumberGenerator {
    let source: RepeatableRandom

    mutating func next() -> UInt64 { source.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
