import Foundation
import SoraTestSupport
import Testing

/// docs/lineage.md: its story is played to the simulator, and has to be told as it stands there.
@Suite(.startsPrograms, .enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
struct `The story of docs/lineage.md` {
    private struct Step {
        var command: String
        var output = ""
    }

    /// The commands of the blocks for a console, each with what it prints.
    private static func steps() throws -> [Step] {
        let path = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
        let text = try String(contentsOfFile: path + "/docs/lineage.md", encoding: .utf8)
        var steps: [Step] = []
        var isConsole = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isConsole = line == "```console"
            } else if isConsole, line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if isConsole, !steps.isEmpty {
                steps[steps.count - 1].output += line + "\n"
            }
        }
        return steps
    }

    @Test func `is what the programs print`() async throws {
        let steps = try Self.steps()
        #expect(steps.count > 15)
        let service = try await SimulatorProcess.start()
        let folder = try TemporaryFolder()
        let script = steps.map { step in
            step.command.replacing("127.0.0.1:8080", with: "127.0.0.1:\(service.port)")
                + "\nprintf '\\036'\n"
        }.joined()
        let played = try await Child(
            "/bin/bash", ["-c", "soralib() { \"$SORALIB\" \"$@\"; }\n" + script],
            environment: Workshop.environment.merging(["SORALIB": Programs.soralib]) { $1 },
            current: folder.path, limit: 240
        ).end()
        let outputs = played.output.split(separator: "\u{1e}", omittingEmptySubsequences: false)
        try #require(outputs.count == steps.count + 1, "\(played)")
        func ageless(_ text: some StringProtocol) -> String {
            String(text).replacing(/just now|\d+ [smhd] ago/, with: "AGO")
                .trimmingCharacters(in: .newlines)
        }
        for (step, output) in zip(steps, outputs) {
            #expect(ageless(output) == ageless(step.output), "\(step.command)\n\(played.errors)")
        }
        #expect(try service.charges().count == 5)
    }
}
