import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

/// Holds what SQLite says of how it would find each form of a query: no form that an index can serve goes
/// through all videos.
@Suite struct `The plan of a query` {
    private let fixture: CatalogFixture

    init() throws {
        fixture = try CatalogFixture()
        try fixture.catalog.addField("client", .text)
        try fixture.catalog.addField("scene", .number)
        try fixture.raw { connection in
            try connection.run(
                "INSERT INTO collection (uid, name, created_at) VALUES ('c', 'Foxes', 0)")
        }
    }

    private func plan(_ words: String, about kind: ObjectKind = .video) throws -> [String] {
        try fixture.catalog.plan(of: fixture.catalog.query([words], about: kind))
    }

    /// The steps that go through all rows of a table.
    private func scans(_ words: String, about kind: ObjectKind = .video) throws -> [String] {
        try plan(words, about: kind).filter { step in
            ["video", "task", "prompt", "image", "video_tag", "video_field"].contains { table in
                step == "SCAN \(table)" || step.hasPrefix("SCAN \(table) ")
            }
        }
    }

    @Test(arguments: [
        "fox", "fo", "\"red fox\"", "狐狸", "fox hen", "title:fox", "prompt:fox", "notes:fox",
        "tag:winter", "tag:über", "tag:=Winter", "collection:foxes", "id:v3",
        "uid:0123", "sha256:ab", "bytes:>10M", "bytes:700", "rating:5", "rating:>=3", "has:rating",
        "verdict:corrupt", "is:missing", "is:placeholder", "is:trash", "file_state:missing",
        "task:t3", "remixed-from:v12", "descendant-of:v12", "ancestor-of:v12", "created:2026-01..",
        "created:-7d..", "created:2026-01", "model:sora-2", "provider:test", "client:acme",
        "client:åcme", "client:=Acme", "has:client", "scene:12", "scene:1..4",
        "fox tag:winter -hen",
        "tag:winter , rating:5", "tag:winter -rating:5",
    ])
    func `looks a video up by an index`(words: String) throws {
        let (found, steps) = (try scans(words), try plan(words))
        #expect(found.isEmpty, "\(steps)")
    }

    @Test(arguments: [
        "", "verdict:verified", "width:1280", "-tag:winter", "title:~fox", "has:tag",
        "-rating:5",
    ])
    func `goes through the videos in the order of the list otherwise`(words: String) throws {
        let steps =
            words.isEmpty
            ? try fixture.catalog.plan(of: Query(kind: .video)) : try plan(words)
        #expect(!steps.contains { $0.contains("TEMP B-TREE FOR ORDER") }, "\(steps)")
    }

    @Test(arguments: [
        "id:t3", "uid:0123", "state:queued", "model:sora-2", "remixed-from:v3",
        "video:v3", "image:i3", "prompt_id:p3",
    ])
    func `looks a task up by an index`(words: String) throws {
        let (found, steps) = (try scans(words, about: .task), try plan(words, about: .task))
        #expect(found.isEmpty, "\(steps)")
    }

    @Test func `looks prompts and images up by an index`() throws {
        for words in ["id:p3", "uid:0123", "tag:winter"] {
            #expect(try scans(words, about: .prompt).isEmpty, "\(words)")
        }
        for words in ["id:i3", "uid:0123", "tag:winter", "sha256:ab"] {
            #expect(try scans(words, about: .image).isEmpty, "\(words)")
        }
    }
}
