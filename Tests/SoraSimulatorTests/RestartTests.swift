import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Starting again` {
    @Test func `tasks come back with their numbers, order and clips`() async throws {
        let folder = try TemporaryFolder()
        let state = folder.file("state")
        let first = try RunningService { $0.stateFolder = state }
        let kept = try await first.createCompleted("kept [[cut 1]]")
        let deleted = try await first.createCompleted("deleted")
        let other = try await first.create("other")
        _ = try await first.send("DELETE", "/videos/\(deleted)")
        let before = try await first.get("/videos/\(kept)/content?variant=thumbnail")
        first.simulator.stop()

        let second = try RunningService { $0.stateFolder = state }
        #expect(try await second.get("/videos?order=asc").ids == [kept, other])
        second.wait(seconds: 20)
        #expect(try await second.get("/videos/\(kept)")["status"] as? String == "completed")
        let after = try await second.get("/videos/\(kept)/content?variant=thumbnail")
        #expect(after.data == before.data)
    }

    @Test func `a state that is not the simulator's is refused`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Data("{}\nnonsense\n".utf8), to: "tasks.jsonl")
        var configuration = SimulatorConfiguration()
        configuration.stateFolder = String(path.dropLast("/tasks.jsonl".count))
        let error = #expect(throws: SimulatorError.self) { try Simulator(configuration) }
        #expect(error == .damagedFile(path: path, line: 2))
    }
}
