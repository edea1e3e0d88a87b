import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

/// A simulator that plays faults, its log, and clients that see everything.
struct FaultyService {
    let service: RunningService
    private let folder: TemporaryFolder

    /// Starts with these rules, as JSON.
    init(
        _ rules: String, seed: Int = 0, _ change: (inout SimulatorConfiguration) -> Void = { _ in }
    ) throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(
            Data("{\"seed\": \(seed), \"rules\": [\(rules)]}".utf8), to: "faults.json")
        service = try RunningService {
            $0.faultsPath = script
            $0.faultLogPath = folder.file("played.jsonl")
            change(&$0)
        }
        self.folder = folder
    }

    /// A new connection.
    func client() throws -> RawClient { try RawClient(service) }

    /// The lines of the log of faults.
    func played() throws -> [[String: Any]] {
        try String(contentsOfFile: folder.file("played.jsonl"), encoding: .utf8)
            .split(separator: "\n").map {
                try #require(
                    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
    }

    func path(_ name: String) -> String { folder.file(name) }

    /// Makes a task on a connection of its own, past any fault, that is completed by now.
    func createCompleted(_ prompt: String = "a cat") throws -> String {
        let id = try #require(try client().create(prompt)["id"] as? String)
        service.wait(seconds: 10)
        return id
    }

    /// How many requests were charged.
    func charges() throws -> Int { try service.charges().count }
}
