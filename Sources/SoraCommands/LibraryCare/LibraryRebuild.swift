import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib library rebuild`.
struct LibraryRebuild: SoralibCommand {
    static let result = CommandResult(.one("load"))
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract:
            "Makes the catalogue anew from sidecars/ and objects/, when it is gone or damaged.",
        discussion: """
            Prefer `library restore`: a copy has all that a sidecar has not, such as undo. A catalogue that can be \
            read is never replaced. Originals without a sidecar are measured and imported. What was queued \
            becomes a draft, for you to release: nothing is paid for twice.
            """,
        examples: [
            CommandExample("soralib --library ~/clips library rebuild --dry-run"),
            CommandExample("soralib --library ~/clips library rebuild"),
            CommandExample("soralib library rebuild --yes --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "rebuilt"), CommandExitStatus(1, "rebuilt, but for what is named"),
            CommandExitStatus(66, "there is no sidecar"),
            CommandExitStatus(73, "the catalogue can be read"),
            CommandExitStatus(75, "a sync or an import is running"),
        ])

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let rebuilt = try await Library.rebuild(
            named: context.options.library, isDryRun: isDryRun, context: context.library
        ) { try context.confirm("Put \($0) aside, and make it anew from the sidecars?") }
        let outcome = rebuilt.outcome
        for name in outcome.unread { context.say("not read: \(name)") }
        for problem in outcome.load.leftOut.prefix(20) { context.say("left out: \(problem)") }
        for path in rebuilt.failed { context.say("not imported: \(path)") }
        if let kept = outcome.kept { context.say("what was there before: \(kept)") }
        try LoadReport(summary: outcome.load, isDryRun: isDryRun).write(to: context)
        if rebuilt.imported > 0 {
            context.say("\(rebuilt.imported) originals had no sidecar, and were imported")
        }
        let isWhole =
            outcome.unread.isEmpty && outcome.load.leftOut.isEmpty && rebuilt.failed.isEmpty
        if !isWhole { throw StatusOnly(status: .failure) }
    }
}
