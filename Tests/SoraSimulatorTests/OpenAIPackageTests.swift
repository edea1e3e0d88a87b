import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `OpenAI's own Python package` {
    /// The interpreter: `SORALIB_PYTHON`, else `python3`.
    static let python = InstalledProgram.find(
        ProcessInfo.processInfo.environment["SORALIB_PYTHON"] ?? "python3")

    static let hasPackage =
        python.map { (try? Child.run($0, ["-c", "import openai"]).status) == 0 } ?? false

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
        let image = try folder.write(png(1280, 720), to: "reference.png")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("openai_client.py").path
        let outcome = try Child.run(
            try #require(Self.python), [script, simulator.url + "/openai/v1", image])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output == "ok\n")
    }
}
