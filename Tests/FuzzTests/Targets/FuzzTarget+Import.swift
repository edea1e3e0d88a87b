import Foundation
import SoraCatalog
import SoraModel
import SoraProviders

@testable import SoraImport

/// What lies beside clips, and what they say of themselves.
extension FuzzTarget {
    static func readSidecar(_ bytes: [UInt8]) throws {
        let view = JSONView(bytes)
        // What another reader takes, this one takes too, but for controls, of which that one is not exact.
        if view == nil, bytes.allSatisfy({ $0 >= 0x20 }), bytes.count < 400,
            String(validating: bytes, as: UTF8.self) != nil,
            (try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))) != nil
        {
            throw Finding("it is refused, and is JSON")
        }
        guard let view else { return }
        let members = view.members
        _ = (view.elements.count, view.string, view.number, view.identifier, view.strings)
        for value in members.values { _ = (value.string, value.number, value.elements.count) }
        if let facts = SidecarReaders.facts(in: members) { try check(facts.mended()) }
        var histories = HistoryIndex()
        histories.add(view)
        if let facts = histories.facts(named: "fox.mp4", id: "video_1") {
            try check(facts.mended())
        }
        // A sidecar of no known kind becomes notes.
        var facts = ClipFacts()
        facts.title = members["title"]?.string
        facts.prompt = members["prompt"]?.string
        facts.notes = view.text
        try check(facts.mended())
    }

    static func readTags(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        for name in ["prompt", "comment", "title"] {
            try check(TagFacts.facts(of: [name: text]).mended())
        }
        try check(NameFacts.facts(of: text).mended())
    }

    /// What the library keeps of strangers' texts follows its rules.
    private static func check(_ facts: ClipFacts) throws {
        let problems = [
            facts.title.flatMap(TextRules.problem(withTitle:)),
            facts.prompt.flatMap(TextRules.problem(withPrompt:)),
            facts.notes.flatMap(TextRules.problem(withNotes:)),
        ]
        for problem in problems.compactMap(\.self) { throw Finding(problem) }
        for tag in facts.tags {
            if let problem = TextRules.problem(withTag: tag) { throw Finding("tag: \(problem)") }
        }
        for text in [facts.provider, facts.model, facts.remoteID, facts.parentID] {
            guard let text else { continue }
            try Finding.unless(
                !text.isEmpty && text.unicodeScalars.count <= 200
                    && !text.unicodeScalars.contains { $0.properties.generalCategory == .control },
                "the text \(text.debugDescription)")
        }
        try Finding.unless(facts.rating.map { (0...5).contains($0) } ?? true, "the rating")
    }
}
