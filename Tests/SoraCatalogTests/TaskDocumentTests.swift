import Foundation
import SoraModel
import Testing

/// Holds `docs/tasks.md` against the model.
@Suite struct `The document of the life of a task` {
    let document: Document

    init() throws {
        document = try Document("tasks.md")
    }

    @Test func `explains each state, and tells which are final and which count as spent`() throws {
        let documented = try document.table(under: "States").map { row in
            "\(row[0].code) \(row[1]) \(row[2])"
        }
        let model = TaskState.allCases.map { state in
            "\(state.rawValue) \(state.isPaid ? "yes" : "no") \(state.isFinal ? "yes" : "no")"
        }
        #expect(documented == model)
    }

    @Test func `lists exactly the steps of the model`() throws {
        let documented = try document.table(under: "Steps").map { "\($0[0].code) \($0[1].code)" }
        #expect(documented.sorted() == Self.steps)
    }

    @Test func `draws exactly the steps of the model`() {
        let lines = document.blocks(of: "mermaid").flatMap { $0.split(separator: "\n") }
        let drawn = lines.compactMap { line -> String? in
            let ends = line.split(separator: ":")[0].components(separatedBy: " --> ")
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard ends.count == 2, !ends.contains("[*]") else { return nil }
            return ends.joined(separator: " ")
        }
        #expect(drawn.sorted() == Self.steps)
    }

    private static let steps = TaskState.allCases.flatMap { from in
        from.successors.map { "\(from.rawValue) \($0.rawValue)" }
    }.sorted()
}
