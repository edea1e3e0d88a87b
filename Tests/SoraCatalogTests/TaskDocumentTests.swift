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

    @Test func `lists exactly the steps of the model, who may cause them, and their effects`()
        throws
    {
        let documented = try document.table(under: "Steps").map { row in
            "\(row[0].code) \(row[1].code) \(row[2].code) | \(row[3]) | \(row[4])"
        }
        let model = TaskLife.table.map { step in
            let actors = step.event.actors.map(\.rawValue).joined(separator: ", ")
            let effects = step.effects.map(\.description).joined(separator: ", ")
            return "\(step.from.rawValue) \(step.event.rawValue) \(step.to.rawValue) | \(actors) "
                + "| \(effects.isEmpty ? "–" : effects)"
        }
        #expect(documented.sorted() == model.sorted())
    }

    @Test func `draws exactly the steps of the model that lead to another state`() {
        let lines = document.blocks(of: "mermaid").flatMap { $0.split(separator: "\n") }
        let drawn = lines.compactMap { line -> String? in
            let parts = line.components(separatedBy: ": ")
            let ends = parts[0].components(separatedBy: " --> ")
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard ends.count == 2, !ends.contains("[*]") else { return nil }
            return "\(ends[0]) \(ends[1]): \(parts.last ?? "")"
        }
        let model = Dictionary(grouping: TaskLife.table.filter { $0.from != $0.to }) { step in
            "\(step.from.rawValue) \(step.to.rawValue)"
        }.map { edge, steps in
            let events = steps.map { $0.event.rawValue.replacing("_", with: " ") }
            return "\(edge): \(events.joined(separator: ", "))"
        }
        #expect(drawn.sorted() == model.sorted())
    }
}
