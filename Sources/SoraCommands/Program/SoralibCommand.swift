package import SoraArguments
import SoraLibrary

/// A command of this program.
package protocol SoralibCommand: Command where Context == CommandContext {
    /// The fields of what it shows.
    static var fields: FieldChoice { get }
    /// What its JSON is made of.
    static var result: CommandResult { get }
}

extension SoralibCommand {
    package static var fields: FieldChoice { .none }
    package static var result: CommandResult { .none }
}

/// The program itself: it holds the commands and the options that all of them share.
package struct SoralibProgram: CommandGroup {
    package typealias Context = CommandContext

    @OptionGroup(title: "Everywhere")
    var options: GlobalOptions

    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "soralib",
        abstract:
            "Keeps generated video: queue without a network, fetch before it expires, check what came.",
        discussion: """
            One folder holds it all: prompts, tasks, clips, what was measured in each, and where it came from.
            """,
        examples: [
            CommandExample("soralib demo", "see the whole job, rehearsed"),
            CommandExample("soralib init ~/clips", "make a library, and go there"),
            CommandExample(
                "soralib queue \"a red fox\"", "ask for a clip; no network is needed"),
            CommandExample("soralib sync --until-idle", "submit, wait, fetch, check"),
            CommandExample("soralib list", "see what there is"),
        ],
        exitStatus: [
            CommandExitStatus(0, "all went well"), CommandExitStatus(1, "it failed"),
            CommandExitStatus(64, "the command line was not understood"),
        ],
        environment: KnownSetting.allCases.compactMap(\.told) + [
            CommandVariable(
                "NO_COLOR", "no colours; CLICOLOR_FORCE wants them without a terminal too"),
            CommandVariable(
                "PAGER", "what shows long tables, where the setting pager does not tell"),
            CommandVariable("COLUMNS", "the width of tables and of help"),
            CommandVariable("TMPDIR", "where temporary files lie; else /tmp"),
        ],
        version: "soralib \(Version.current)",
        groupedSubcommands: [
            CommandSection("Begin", [InitCommand.self, DemoCommand.self]),
            CommandSection(
                "Ask for clips",
                [
                    ProviderGroup.self, PromptGroup.self, ImageGroup.self, QueueCommand.self,
                    RemixCommand.self, SyncCommand.self, TaskGroup.self, ScheduleGroup.self,
                    HookGroup.self,
                ]),
            CommandSection(
                "Keep order",
                [
                    ImportCommand.self, EditCommand.self, RemoveCommand.self, UndoCommand.self,
                    CollectionGroup.self, FieldGroup.self, LibraryGroup.self, ConfigGroup.self,
                ]),
            CommandSection(
                "Look",
                [
                    StatusCommand.self, ListCommand.self, ShowCommand.self, LineageCommand.self,
                    DiffCommand.self, VerifyCommand.self, HistoryCommand.self,
                    SQLCommand.self,
                ]),
            CommandSection("Hand on", [ExportCommand.self, SheetCommand.self]),
            CommandSection(
                "Without a library",
                [
                    ProbeCommand.self, SimulateCommand.self, SchemaCommand.self, DoctorCommand.self,
                    CompletionCommand.self,
                ]),
        ])
}
