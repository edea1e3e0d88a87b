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

    /// The charges, in their order.
    let charges: [Charge]

    /// Reads the simulator's ledger; none was charged where there is none.
    ///
    /// - Throws: an error when a whole line is no charge. A last line that was cut by a kill of the
    ///   simulator was never answered, and counts like any other: the simulator repairs it.
    init(_ path: String) throws {
        let lines = FileTree.text(of: path).split(separator: "\n")
        charges = try lines.map { try JSONDecoder().decode(Charge.self, from: Data($0.utf8)) }
    }

    /// The charges for a prompt.
    func charges(for prompt: String) -> [Charge] {
        charges.filter { $0.prompt == prompt }
    }
}
