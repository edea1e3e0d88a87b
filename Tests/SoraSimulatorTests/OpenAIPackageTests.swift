import Foundation
import Testing

@testable import SoraSimulator

@Suite struct `OpenAI's own Python package` {
    /// The interpreter: `SORALIB_PYTHON`, else `python3`.
    static let python = Command.find(
        ProcessInfo.processInfo.environment["SORALIB_PYTHON"] ?? "python3")

    static let hasPackage =
        python.map { (try? Command.run($0, ["-c", "import openai"]).status) == 0 } ?? false

    @Test(
        .enabled(
            if: hasPackage,
            "python3 has no package openai (pip install openai, or set SORALIB_PYTHON): NOT checked"
        ))
    func `it works against the simulator as against the service`() throws {
        var configuration = SimulatorConfiguration()
        configuration.latencyMilliseconds = 300
        let simulator = try Simulator(configuration)
        defer { simulator.stop() }
        let folder = try TemporaryFolder()
        let image = try folder.write("reference.png", png(1280, 720))
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("openai_client.py").path
        let outcome = try Command.run(
            try #require(Self.python), [script, simulator.url + "/openai/v1", image])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output == "ok\n")
    }
}
