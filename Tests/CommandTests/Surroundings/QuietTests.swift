import SoraArguments
import SoraCommands
import SoraTestSupport
import Testing

/// `--quiet`: nothing beside the result and errors.
@Suite(.startsPrograms) struct `Quiet` {
    /// Command lines that succeed in a library with three clips and five tasks, in this order.
    private static let lines: [[String]] = [
        ["init", "../another"], ["list"], ["list", "images"], ["list", "nothing-of-that"],
        ["show", "v1"], ["status"], ["history"], ["sql", "SELECT 1"], ["lineage", "v1"],
        ["diff", "v1", "v2"], ["schema", "video"], ["schema"], ["completion", "bash"],
        ["config", "list"], ["config", "list", "--user"], ["config", "get", "sidecars"],
        ["config", "set", "queue.seconds", "8"], ["config", "unset", "queue.seconds"],
        ["prompt", "add", "a fox"], ["prompt", "revise", "p1", "a red fox"],
        ["queue", "a fox"], ["queue", "a fox", "--dry-run"],
        ["task", "hold", "t1"], ["task", "release", "t1"], ["task", "cancel", "t1"],
        ["task", "retry", "t1"],
        ["edit", "v1", "--tag", "x"], ["remove", "v3"], ["undo"],
        ["collection", "create", "Foxes"], ["collection", "add", "Foxes", "v1", "v2"],
        ["collection", "show", "Foxes"], ["collection", "list"],
        ["collection", "reorder", "Foxes", "v2"], ["collection", "remove", "Foxes", "v1"],
        ["collection", "rename", "Foxes", "Hens"], ["collection", "delete", "Hens", "--yes"],
        ["field", "add", "client", "text"], ["field", "list"],
        ["field", "remove", "client", "--yes"],
        ["hook", "list"], ["provider", "list"], ["provider", "show", "rehearsal"],
        ["provider", "set", "rehearsal", "--no-key"], ["library", "stats"], ["library", "costs"],
        ["library", "backup"],
        ["library", "backup", "--list"], ["library", "dump", "-o", "../dump.jsonl"],
        ["export", "--list"], ["schedule", "show"], ["sync", "--dry-run"],
        ["provider", "remove", "rehearsal", "--dry-run"],
    ]

    /// Commands that need a service, files of clips or a machine of their own; their own tests look at what they say.
    private static let elsewhere: Set<String> = [
        "demo", "doctor", "hook allow", "hook deny", "image add", "import", "library check",
        "library load", "library rebuild", "library restore", "probe", "provider add",
        "provider check", "provider lint", "remix", "schedule install", "schedule remove", "sheet",
        "simulate", "task resolve", "verify",
    ]

    @Test func `is quiet on every command that succeeds`() async throws {
        let workshop = try await Workshop.withVideos("A fox", "A hen", "A hare")
        for line in Self.lines {
            let outcome = try await workshop.run(line + ["--quiet"])
            #expect(outcome.status == 0, "\(line) \(outcome)")
            #expect(outcome.errors == "", "\(line)")
        }
    }

    @Test func `is looked at for every command`() {
        let tried = Set(Self.lines.flatMap { [$0[0], $0.prefix(2).joined(separator: " ")] })
        for node in CommandTree(SoralibProgram.self).all
        where !node.isGroup && node.configuration.shouldDisplay {
            let name = node.path.dropFirst().joined(separator: " ")
            #expect(tried.contains(name) != Self.elsewhere.contains(name), "\(name)")
        }
    }
}
