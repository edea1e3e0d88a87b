import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib demo [DIR]`.
struct DemoCommand: SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows the whole job with a simulated service: queue, sync, download, check.",
        discussion:
            "Makes a library of its own, in under a minute, with real video files; nothing is charged.",
        examples: [
            CommandExample("soralib demo"), CommandExample("soralib demo ~/soralib-demo"),
            CommandExample("soralib demo --no-color"),
        ],
        exitStatus: [
            CommandExitStatus(0, "all went as shown"),
            CommandExitStatus(73, "the folder is not empty"),
            CommandExitStatus(78, "a helper program is missing"),
        ])

    @Argument(
        help: ArgumentHelp(
            "A folder that is new or empty; soralib-demo where it is left out.", valueName: "DIR"),
        completion: .directory)
    var folder: String?

    func run(in context: CommandContext) async throws {
        let folder = folder ?? "soralib-demo"
        if context.options.dryRun {
            let place = try Library.checkRoom(at: folder, context: context.library)
            context.say("would make a library in \(place)")
            return
        }
        try await Demo(folder, context).run()
    }
}
