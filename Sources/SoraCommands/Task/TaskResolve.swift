import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib task resolve tN`.
struct TaskResolve: SoralibCommand {
    static let fields = FieldChoice.objects(.task)
    static let result = CommandResult(.list("task"))
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Decides about a task of which nobody knows whether the service has it.",
        discussion: """
            Look the task up at the service first, by the times and the request id that are shown.
            --resubmit may be charged a second time: only you can order that.
            """,
        examples: [
            CommandExample("soralib task resolve t41 --adopt video_123", "the service has it"),
            CommandExample("soralib task resolve t41 --resubmit", "the service does not have it"),
            CommandExample("soralib task resolve t41 --abandon", "give it up"),
        ],
        exitStatus: [
            CommandExitStatus(0, "decided"),
            CommandExitStatus(1, "the task is not uncertain"),
            CommandExitStatus(65, "the remote id cannot be one"),
            CommandExitStatus(66, "there is no such task"),
            CommandExitStatus(73, "the remote id belongs to another task"),
        ])

    @Argument(help: ArgumentHelp("The task.", valueName: "ID"))
    var task: String

    @Option(help: ArgumentHelp("The service has it, under this id.", valueName: "REMOTE_ID"))
    var adopt: String?

    @Flag(help: "Send it again, though it may have been accepted.")
    var resubmit = false

    @Flag(help: "Give it up; it stays counted as spent.")
    var abandon = false

    func validate() throws {
        let chosen = [adopt != nil, resubmit, abandon].count { $0 }
        if chosen != 1 {
            throw ValidationError("say one of --adopt REMOTE_ID, --resubmit and --abandon")
        }
    }

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        let handle = try library.handles([task], among: [.task])[0]
        let uncertain = try library.uncertainTask(handle)
        if !context.options.quiet, !context.options.writesJSON {
            try context.output.messages.write(try ObjectText(library, context).text(of: handle))
        }
        if isDryRun { return }
        try context.confirm(question(handle))
        try library.resolve(uncertain, decision)
        try context.show([handle], of: library)
    }

    private var decision: Catalog.Decision {
        if let adopt { return .adopt(remoteID: adopt) }
        return resubmit ? .resubmit : .abandon
    }

    private func question(_ handle: Handle) -> String {
        switch decision {
        case .adopt(let remoteID): "Take \(remoteID) as the service's id of \(handle)?"
        case .resubmit: "Send \(handle) again, though it may be charged a second time?"
        case .abandon: "Give \(handle) up for good?"
        }
    }
}
