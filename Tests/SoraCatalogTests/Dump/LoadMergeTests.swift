import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

/// Two copies of a library that went different ways, and are joined again.
@Suite struct `A dump that is loaded into a full library` {
    let fixture: DumpFixture

    init() throws {
        fixture = try DumpFixture()
        try fixture.load(try fixture.lines())
    }

    private var source: Catalog { fixture.source.fixture.catalog }
    private var target: Catalog { fixture.target }

    private func title(_ video: Int64) throws -> String? {
        try fixture.value("SELECT title FROM video WHERE id = \(video)")
    }

    @Test func `of the same state changes nothing`() throws {
        let before = try DumpFixture.lines(of: target)
        let summary = try fixture.load(try fixture.lines())
        #expect(summary.changed == 0 && summary.conflicts.isEmpty)
        #expect(summary.added.values.allSatisfy { $0 == 0 } && summary.known["video"] == 4)
        #expect(try DumpFixture.lines(of: target) == before)
    }

    @Test func `brings what only the other side has said`() throws {
        try fixture.edit(source, 1, at: 60) {
            $0.title = "theirs"
            $0.rating = 5
        }
        let summary = try fixture.load(try fixture.lines())
        #expect(summary.changed == 1 && summary.conflicts.isEmpty)
        #expect(try title(1) == "theirs")
        #expect(try fixture.value("SELECT rating FROM video WHERE id = 1") == "5")
    }

    @Test func `lets the newer word hold, field by field, and tells what is lost`() throws {
        try fixture.edit(source, 1, at: 60) { $0.title = "older" }
        try fixture.edit(target, 1, at: 120) { $0.title = "newer" }
        try fixture.edit(target, 2, at: 10) { $0.notes = "older" }
        try fixture.edit(source, 2, at: 600) { $0.notes = "newer" }
        let summary = try fixture.load(try fixture.lines())
        #expect(try title(1) == "newer")
        #expect(try fixture.value("SELECT notes FROM video WHERE id = 2") == "newer")
        #expect(
            summary.conflicts == [
                LoadConflict(object: "v1", field: "title", kept: "newer", dropped: "older"),
                LoadConflict(object: "v2", field: "notes", kept: "newer", dropped: "older"),
            ])
        let again = try fixture.load(try fixture.lines())
        #expect(try title(1) == "newer" && again.changed == 0)
    }

    @Test func `keeps the tags of both, but those that were taken away later`() throws {
        try fixture.edit(source, 1, at: 10) { $0.addedTags = ["a", "b"] }
        try fixture.load(try fixture.lines())
        try fixture.edit(target, 1, at: 100) { $0.removedTags = ["a"] }
        try fixture.edit(target, 1, at: 1) { $0.addedTags = ["c"] }
        try fixture.edit(source, 1, at: 500) { $0.removedTags = ["B"] }
        try fixture.load(try fixture.lines())
        #expect(try fixture.value("SELECT group_concat(tag) FROM video_tag") == "c")
    }

    @Test func `gives what is new a number of its own, and takes its links along`() throws {
        let prompt = try target.addPrompt(
            "mine, with the number that theirs has", title: nil, tags: [])
        let theirs = try source.addPrompt("theirs", title: nil, tags: [])
        #expect(prompt.number == theirs.number)
        _ = try source.queue([
            NewTask(
                provider: 1, operation: .remix, model: "sora-2", prompt: "theirs", seconds: 8,
                size: nil, aspectRatio: nil, request: "{}", estimate: nil)
        ])
        let summary = try fixture.load(try fixture.lines())
        #expect(summary.added["prompt"] == 1 && summary.added["task"] == 1)
        #expect(
            try fixture.value(
                "SELECT prompt.text FROM task JOIN prompt ON prompt.id = prompt_id WHERE task.id = 6"
            )
                == "theirs")
        #expect(try fixture.value("SELECT count(*) FROM prompt WHERE text LIKE 'mine%'") == "1")
    }

    @Test func `goes on with a task's life where the other side has more of it`() throws {
        let task = try source.task(number: 5)
        let permit = try source.armSubmit(of: task)
        try source.beginSending(attempt: permit.attempt)
        _ = try source.finishSubmit(
            attempt: permit.attempt, of: permit.task,
            .init(
                TaskChange(.accepted).remoteID("video_5")
                    .submitted(at: fixture.source.fixture.time.now())))
        #expect(try fixture.load(try fixture.lines()).changed == 1)
        #expect(try fixture.value("SELECT state FROM task WHERE id = 5") == "submitted")
        #expect(try fixture.value("SELECT remote_id FROM task WHERE id = 5") == "video_5")
        #expect(
            try fixture.value("SELECT outcome FROM submit_attempt WHERE task_id = 5") == "accepted")
        // The other way round nothing is taken back.
        let old = try fixture.lines()
        _ = try target.advance(try target.task(number: 5), TaskChange(.finished, "polled"))
        #expect(try fixture.load(old).changed == 0)
        #expect(try fixture.value("SELECT state FROM task WHERE id = 5") == "completed")
    }

    @Test func `tells of a task that went two ways`() throws {
        _ = try target.advance(try target.task(number: 5), TaskChange(.calledOff, "cancelled"))
        _ = try source.advance(try source.task(number: 5), TaskChange(.held, "held"))
        let summary = try fixture.load(try fixture.lines())
        #expect(
            summary.conflicts == [
                LoadConflict(object: "t5", field: "state", kept: "cancelled", dropped: "draft")
            ])
    }

    @Test func `brings fields of the owner's own, and tells where both sides have one`() throws {
        for catalog in [source, target] {
            try catalog.addField("client", .text)
            try catalog.addField("take", .number)
        }
        func set(_ catalog: Catalog, _ name: String, _ sql: String) throws {
            try Connection.open(catalog.folder.database, .readWrite).execute(
                "INSERT INTO video_field SELECT 1, id, \(sql) FROM field WHERE name = ?",
                [.text(name)])
        }
        try set(source, "client", "'Acme', NULL")
        try set(source, "take", "NULL, 7")
        try set(target, "take", "NULL, 8")
        let summary = try fixture.load(try fixture.lines())
        #expect(summary.changed == 1)
        #expect(try fixture.value("SELECT text FROM video_field WHERE text IS NOT NULL") == "Acme")
        #expect(
            summary.conflicts == [
                LoadConflict(object: "v1", field: "take", kept: "8.0", dropped: "7.0")
            ])
    }

    @Test func `takes the newer word of a field of the owner's own, and that it was taken away`()
        throws
    {
        for catalog in [source, target] {
            for name in ["client", "scene", "take"] { try catalog.addField(name, .text) }
        }
        func set(_ catalog: Catalog, _ name: String, _ text: String?, at seconds: Double) throws {
            let field = try catalog.ownField(named: name)
            let value = try FieldValue(field, text ?? "")
            try fixture.edit(catalog, 1, at: seconds) {
                $0.fields = [value]
            }
        }
        try set(target, "client", "ours, older", at: 10)
        try set(source, "client", "theirs, newer", at: 100)
        try set(target, "take", "ours, taken away", at: 1)
        try set(source, "take", "theirs", at: 1)
        try set(source, "take", nil, at: 100)
        try set(source, "scene", "theirs, older", at: 1)
        try set(target, "scene", "ours, newer", at: 1_000)
        let summary = try fixture.load(try fixture.lines())
        #expect(
            try fixture.value(
                """
                SELECT group_concat(name || '=' || text, '; ') FROM (
                    SELECT name, text FROM video_field JOIN field ON field.id = field_id ORDER BY name)
                """) == "client=theirs, newer; scene=ours, newer")
        #expect(
            summary.conflicts.map { "\($0.field): \($0.kept ?? "") / \($0.dropped ?? "")" } == [
                "client: theirs, newer / ours, older", "scene: ours, newer / theirs, older",
            ])
    }

    @Test func `undoes everything in a dry run`() throws {
        try fixture.edit(source, 1, at: 60) { $0.title = "theirs" }
        let before = try DumpFixture.lines(of: target)
        let summary = try fixture.load(
            try fixture.lines(), LoadOptions(takesQueue: true, isDryRun: true))
        #expect(summary.changed == 1)
        #expect(try DumpFixture.lines(of: target) == before)
    }
}
