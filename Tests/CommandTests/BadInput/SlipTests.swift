import SoraTestSupport
import Testing

/// What is misspelt is answered with what was probably meant.
@Suite(.startsPrograms) struct `A slip of the finger` {
    private static let slips: [(words: [String], status: Int32, meant: String)] = [
        (["lsit"], 64, "did you mean 'list'?"),
        (["provider", "lst"], 64, "did you mean 'list'?"),
        (["list", "--jsno"], 64, "did you mean '--json'?"),
        (["list", "--format", "jsn"], 64, "did you mean 'json'?"),
        (["list", "taks"], 64, "did you mean 'tasks'?"),
        (["list", "--fields", "id,verdikt"], 64, "did you mean verdict?"),
        (["list", "--sort", "duratoin"], 64, "did you mean duration"),
        (["list", "duratoin:4"], 65, "duration"),
        (["list", "verdict:verifyed"], 65, "verified"),
        (["queue", "a fox", "--provider", "rehersal"], 66, "did you mean rehearsal?"),
        (["provider", "show", "rehearsel"], 66, "did you mean rehearsal?"),
        (["provider", "add", "x", "--profile", "openia"], 66, "did you mean openai"),
        (["collection", "show", "Foxs"], 66, "did you mean Foxes?"),
        (["edit", "v1", "--set", "cleint=Acme"], 66, "client"),
        (["config", "get", "sidecar"], 66, "did you mean sidecars?"),
        (["schema", "vidoe"], 66, "did you mean video?"),
        (["completion", "bsh"], 64, "did you mean 'bash'?"),
        (["export", "Foxs", "../out"], 66, "did you mean Foxes?"),
        (["export", "Foxes", "../out", "--link", "hrad"], 64, "did you mean 'hard'?"),
    ]

    @Test func `is answered with what was meant`() async throws {
        let workshop = try await Workshop.withVideos("A fox")
        _ = try await workshop.run("collection", "create", "Foxes")
        _ = try await workshop.run("field", "add", "client", "text")
        for slip in Self.slips {
            expectError(try await workshop.run(slip.words), slip.status, slip.meant)
        }
        // A service may have models that its profile does not list.
        let queued = try await workshop.run("queue", "a fox", "--model", "sroa-2")
        #expect(queued.status == 0 && queued.errors.contains("did you mean sora-2?"), "\(queued)")
    }
}
