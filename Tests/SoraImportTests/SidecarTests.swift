import SoraCatalog
import SoraModel
import Testing

@testable import SoraImport

/// What each reader reads of a file that a downloader wrote.
@Suite struct `A sidecar` {
    private func facts(_ name: String) throws -> ClipFacts {
        let members = try Fixture.view(name).members
        return try #require(SidecarReaders.facts(in: members), "nobody knows \(name)").mended()
    }

    @Test func `of OpenAI's API: prompt, model, id, parent and time`() throws {
        var expected = ClipFacts()
        expected.prompt = "A red fox trots through fresh snow, “low sun”, 35 mm"
        expected.model = "sora-2-pro"
        expected.remoteID = "video_68e688d4950481918ec389280c2f78140fcb904657674466"
        expected.parentID = "video_68e688d4950481918ec389280c2f78140fcb904657674400"
        expected.createdAt = Timestamp(seconds: 1_759_938_772)
        #expect(try facts("openai-video.json") == expected)
    }

    @Test func `of yt-dlp: the description is no prompt`() throws {
        var expected = ClipFacts()
        expected.title = "Fox in the snow"
        expected.provider = "Generic"
        expected.remoteID = "dQx71"
        expected.createdAt = Timestamp(seconds: 1_760_000_000)
        expected.tags = ["fox", "snow"]
        expected.notes = """
            from: https://example.com/v/dQx71
            by: ana
            Made on a cold day.
            Second line
            """
        #expect(try facts("yt-dlp.info.json") == expected)
    }

    @Test func `of gallery-dl: ids are numbers, tags are words, dates are UTC`() throws {
        var expected = ClipFacts()
        expected.title = "Snow fox"
        expected.prompt = "a fox, in snow"
        expected.provider = "sora"
        expected.remoteID = "129090487"
        expected.createdAt = Timestamp(seconds: 1_760_000_000)
        expected.tags = ["fox", "snow"]
        expected.notes = "from: https://example.com/p/129090487\nby: ana\nmy first one"
        #expect(try facts("gallery-dl.json") == expected)
    }

    @Test func `of soralib: all that a person gave it`() throws {
        var expected = ClipFacts()
        expected.title = "The fox"
        expected.prompt = "a red fox"
        expected.notes = "keep"
        expected.provider = "studio"
        expected.model = "sora-2"
        expected.parentID = "v12"
        expected.createdAt = Timestamp(seconds: 1_760_000_000)
        expected.rating = 4
        expected.tags = ["fox", "snow"]
        expected.requested = RequestedMedia(
            seconds: 8, size: PixelSize(width: 1280, height: 720))
        var carried = CarriedFacts()
        carried.uid = "0199c9a1-0000-7000-8000-000000000028"
        carried.sha256 = "00"
        carried.operation = .remix
        carried.collections = [.init("reel")]
        expected.carried = carried
        #expect(try facts("soralib.json") == expected)
    }

    @Test func `that is a list tells of each clip, by the name of its file or by its id`() throws {
        var index = HistoryIndex()
        index.add(try Fixture.view("history.json"))
        let desk = try #require(index.facts(named: "desk.mp4", id: "desk"))
        #expect(desk.prompt == "slow pan over a desk")
        #expect(desk.parentID == "video_68e7bb")
        #expect(desk.createdAt == MomentText.moment("2025-10-09T18:22:05Z"))
        // What `@last` was when it was typed, nobody knows.
        let other = try #require(index.facts(named: "renamed.mp4", id: "video_68e7bb"))
        #expect(other.model == "sora-2-pro")
        #expect(other.parentID == nil)
        #expect(index.facts(named: "else.mp4", id: "else") == nil)
    }

    @Test func `of sora-2-playground, as an array and as the text that a browser stores`() throws {
        var index = HistoryIndex()
        index.add(try Fixture.view("soraVideoHistory.json"))
        let remix = try #require(index.facts(named: "video_68f0bb.mp4", id: ""))
        #expect(remix.prompt == "the same boats, at dusk")
        #expect(remix.parentID == "video_68f0aa")
        #expect(remix.createdAt == Timestamp(milliseconds: 1_760_000_500_456))
        let text = String(decoding: try Fixture.bytes("soraVideoHistory.json"), as: UTF8.self)
        var stored = HistoryIndex()
        stored.add(
            try #require(JSONView(Array(#"{"soraVideoHistory":\#(JSONText.string(text))}"#.utf8))))
        #expect(stored.facts(named: "video_68f0bb.mp4", id: "") == remix)
    }

    @Test func `that is a list of OpenAI's API; an address is no parent`() throws {
        var index = HistoryIndex()
        index.add(try Fixture.view("openai-list.json"))
        #expect(index.facts(named: "", id: "video_0b")?.parentID == "video_0a")
        #expect(index.facts(named: "", id: "video_0c")?.parentID == nil)
        #expect(index.facts(named: "", id: "video_0c")?.model == "veo3.1")
    }

    @Test func `is mended before it is kept`() throws {
        var facts = ClipFacts()
        facts.title = " \u{1b}[31mred\u{7}\n\u{202e}fox  jumps "
        facts.prompt = "   "
        facts.notes = "a\u{0}b\nc\u{9b}d"
        facts.rating = 9
        facts.tags = ["", " fox ", "fox", String(repeating: "x", count: 300), "\u{200b}"]
        facts.model = String(repeating: "m", count: 5000)
        let kept = facts.mended()
        #expect(kept.title == "[31mred fox jumps")
        #expect(kept.prompt == nil)
        #expect(kept.notes == "ab\ncd")
        #expect(kept.rating == nil)
        #expect(kept.tags == ["fox", String(repeating: "x", count: 100)])
        #expect(kept.model?.count == 200)
    }

    @Test(arguments: [
        ("video_68e688d4950481918ec389280c2f78140fcb904657674466", true), ("video_1", false),
        ("my fox", false), ("video_of_the_fox_in_winter", false),
    ])
    func `is not needed for an id that is the name`(stem: String, isID: Bool) {
        let facts = NameFacts.facts(of: stem)
        #expect(facts.remoteID == (isID ? stem : nil))
        #expect(facts.title == (isID ? nil : stem))
    }

    @Test(arguments: [
        ("2025-10-09T08:53:20Z", 1_760_000_000), ("2025-10-09 08:53:20", 1_760_000_000),
        ("2025-10-09T10:53:20+02:00", 1_760_000_000), ("20251009", 1_759_968_000),
        ("2025-10-09T08:53:20.250Z", 1_760_000_000.25),
    ])
    func `tells a moment in several ways`(text: String, seconds: Double) {
        #expect(MomentText.moment(text) == Timestamp(seconds: seconds))
    }

    @Test(arguments: ["", "yesterday", "2025-13-45T00:00:00Z", "99999999", "2025-10-09T08:53"])
    func `tells no moment`(text: String) {
        #expect(MomentText.moment(text) == nil)
    }
}
