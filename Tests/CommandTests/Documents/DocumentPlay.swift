import Foundation
import SoraTestSupport
import Testing

/// Plays the commands of a document, one after the other, in one shell, and holds what they print against it.
struct DocumentPlay {
    private let page: DocumentPage
    private let steps: [DocumentPage.Step]
    private let folder: TemporaryFolder
    /// A timer and a crontab of the play's own: no document changes the tester's.
    private let staged: StagedPrograms

    init(_ page: DocumentPage) throws {
        self.page = page
        steps = page.steps.filter { !$0.block.isParsedOnly }
        folder = try TemporaryFolder()
        staged = try StagedPrograms()
        try staged.set(timers: #"[{"next":1795266000000000,"last":1795265100000000,"unit":"x"}]"#)
        try staged.set(ended: "ExecMainStatus=0")
        for name in ["loginctl", "journalctl"] { try staged.add(name, "exit 0") }
        try FileManager.default.createDirectory(
            atPath: folder.file("me"), withIntermediateDirectories: true)
    }

    /// Plays it.
    func run() async throws {
        let stage = DocumentPage.root.appending(path: "Tests/CommandTests/Documents/stage.sh")
        var script = "exec 2>&1\nsource '\(stage.path)'\n"
        for step in steps {
            // What runs in a terminal of its own returns to this one.
            let command = step.command.replacing(#/^(soralib simulate .*) &$/#) { $0.1 }
            script += "ANSWER=\(step.block.answer.map { "'\($0)'" } ?? "")\n\(command)\n"
            script += "printf '\\036%d\\036' $?\n"
        }
        let path = try folder.write(Array(script.utf8), to: "story.sh")
        let outcome = try await Child(
            "/bin/bash", [path],
            environment: Workshop.environment.merging([
                "SORALIB": Programs.soralib, "HOME": folder.file("me"), "NO_COLOR": "1",
                "TMPDIR": folder.path,
                "PATH": (staged.environment["PATH"] ?? "") + ":/usr/bin:/bin",
            ]) { $1 },
            current: folder.file("me"), limit: 240
        ).end()
        let parts = outcome.output.components(separatedBy: "\u{1e}")
        for (index, step) in steps.enumerated() {
            let place = "\(page.name):\(step.line): \(step.command)"
            guard index * 2 + 1 < parts.count, let status = Int32(parts[index * 2 + 1]) else {
                Issue.record("\(place): was not reached: \(outcome)")
                return
            }
            let printed = parts[index * 2]
            #expect(
                status == 0 || status == step.block.status,
                "\(place): status \(status)\n\(printed)")
            if let shown = step.output {
                let problem = Transcript(printed, command: step.command, home: folder.file("me"))
                    .difference(from: shown)
                #expect(problem == nil, "\(place)\n\(problem ?? "")")
            }
        }
    }
}
