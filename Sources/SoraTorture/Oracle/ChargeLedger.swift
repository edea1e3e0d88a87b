import SoraSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the service charged, by its own account: the oracle of every run.
struct ChargeLedger {
    /// One accepted request.
    struct Charge: Decodable {
        let prompt: String
        let remote_id: String
    }

    /// A line of the simulator's own list of tasks.
    private struct Line: Decodable {
        struct Task: Decodable {
            let id: String
            let prompt: String
        }
        let created: Task?
    }

    /// The charges, in their order.
    let charges: [Charge]
    /// Tasks that the service made and, killed between the two, did not charge.
    let gifts: [Charge]

    /// Reads the simulator's ledger; none was charged where there is none.
    ///
    /// - Parameters:
    ///   - path: the ledger.
    ///   - tasks: the simulator's own list of tasks, if it was killed.
    /// - Throws: an error when a whole line is no charge. A last line that was cut by a kill of the
    ///   simulator was never answered, and counts like any other: the simulator repairs it.
    init(_ path: String, tasks: String? = nil) throws {
        let lines = FileTree.text(of: path).split(separator: "\n")
        let charges = try lines.map { try JSONDecoder().decode(Charge.self, from: Data($0.utf8)) }
        let made = tasks.map { FileTree.text(of: $0).split(separator: "\n") } ?? []
        gifts = made.compactMap { line in
            let line = try? JSONDecoder().decode(Line.self, from: Data(line.utf8))
            guard let task = line?.created, !charges.contains(where: { $0.remote_id == task.id })
            else { return nil }
            return Charge(prompt: task.prompt, remote_id: task.id)
        }
        self.charges = charges
    }

    /// The charges for a prompt.
    func charges(for prompt: String) -> [Charge] {
        charges.filter { $0.prompt == prompt }
    }
}
