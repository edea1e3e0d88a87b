import SoraCatalog
import Testing

@testable import SoraImport

/// What the tags in a file tell.
@Suite struct `A tag` {
    private func text(_ name: String) throws -> String {
        String(decoding: try Fixture.bytes(name), as: UTF8.self)
    }

    @Test func `of VideoHelperSuite: the text that leads to what is made`() throws {
        let facts = TagFacts.facts(of: ["comment": try text("comfyui-comment.json")])
        #expect(facts.prompt == "a fox trots through snow")
        #expect(facts.model == "svd_xt.safetensors")
        #expect(facts.provider == "ComfyUI")
        #expect(facts.notes == nil)
    }

    @Test func `of ComfyUI itself`() throws {
        let facts = TagFacts.facts(of: [
            "prompt": try text("comfyui-prompt.json"), "title": "Boats",
        ])
        #expect(facts.prompt == "paper boats")
        #expect(facts.model == "wan2.2_t2v.safetensors")
        #expect(facts.title == "Boats")
    }

    @Test func `that leads in a circle ends`() {
        let facts = TagFacts.facts(of: [
            "prompt": """
            {"1":{"class_type":"KSampler","inputs":{"positive":["2",0]}},
             "2":{"class_type":"A","inputs":{"conditioning":["3",0]}},
             "3":{"class_type":"B","inputs":{"conditioning":["2",0],"text":["1",0]}}}
            """
        ])
        #expect(facts.provider == "ComfyUI")
        #expect(facts.prompt == nil)
    }

    @Test func `with a video object is read like one that lies beside`() throws {
        let facts = TagFacts.facts(of: ["description": try text("openai-video.json")])
        #expect(facts.model == "sora-2-pro")
        #expect(facts.remoteID?.hasPrefix("video_68e6") == true)
    }

    @Test func `with other words becomes a note`() {
        let facts = TagFacts.facts(of: ["comment": "made by hand", "description": "second"])
        #expect(facts.notes == "comment: made by hand\ndescription: second")
        #expect(facts.prompt == nil)
        #expect(TagFacts.facts(of: [:]) == ClipFacts())
    }
}
