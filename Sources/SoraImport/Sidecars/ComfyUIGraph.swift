import SoraCatalog

/// The graph of nodes that ComfyUI made a clip with, which it keeps in a tag of the file.
///
/// Source: https://github.com/Comfy-Org/ComfyUI, `execution.py` (the API form of a prompt: nodes by their
/// numbers, each with `class_type` and `inputs`; an input that is `[number, output]` comes from another node)
/// and `comfy_api/input_impl/video_types.py`, which writes it as the tag `prompt`;
/// https://github.com/Kosinkadink/ComfyUI-VideoHelperSuite, `videohelpersuite/nodes.py`, which writes the tag
/// `comment` as an object whose `prompt` is that graph, as a text.
struct ComfyUIGraph {
    private let nodes: [String: [String: JSONView]]

    /// How many nodes a text is followed through.
    private static let farthest = 50

    /// Reads a tag; `nil` where it holds no graph.
    init?(_ tag: String) {
        guard let view = JSONView(Array(tag.utf8)) else { return nil }
        var members = view.members
        if let inner = members["prompt"] {
            members = inner.string.flatMap { JSONView(Array($0.utf8)) }?.members ?? inner.members
        }
        nodes = members.mapValues(\.members).filter { $0.value["class_type"] != nil }
        if nodes.isEmpty { return nil }
    }

    /// What the graph tells: the text that leads to what is made, and the model.
    var facts: ClipFacts {
        var facts = ClipFacts()
        facts.provider = "ComfyUI"
        facts.prompt = prompt
        facts.model = input(of: ["ckpt_name", "unet_name", "model_name"])
        return facts
    }

    /// The nodes in the order of their numbers, so that each reading finds the same.
    private var inOrder: [String] {
        nodes.keys.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
    }

    private var prompt: String? {
        for number in inOrder {
            if let positive = nodes[number]?["inputs"]?.members["positive"],
                let text = text(at: positive)
            {
                return text
            }
        }
        // Without a sampler that says which is which: the first text that is encoded.
        for number in inOrder
        where nodes[number]?["class_type"]?.string?.contains("TextEncode") == true {
            if let text = text(of: number) { return text }
        }
        return nil
    }

    private func text(at link: JSONView) -> String? {
        link.elements.first?.identifier.flatMap(text(of:))
    }

    /// The text that a node has, or that reaches it from others.
    private func text(of start: String) -> String? {
        var waiting = [start]
        var seen: Set<String> = []
        while let number = waiting.popLast(), seen.count < Self.farthest {
            guard seen.insert(number).inserted, let inputs = nodes[number]?["inputs"]?.members
            else {
                continue
            }
            for name in [
                "text", "prompt", "string", "value", "text_g", "t5xxl", "positive", "conditioning",
            ] {
                guard let input = inputs[name] else { continue }
                if let text = input.string {
                    if !text.allSatisfy(\.isWhitespace) { return text }
                } else if let next = input.elements.first?.identifier {
                    waiting.append(next)
                }
            }
        }
        return nil
    }

    private func input(of names: [String]) -> String? {
        for number in inOrder {
            let inputs = nodes[number]?["inputs"]?.members ?? [:]
            for name in names {
                if let text = inputs[name]?.string { return text }
            }
        }
        return nil
    }
}
