import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib show ID…`.
struct ShowCommand: SoralibCommand {
    static let fields = FieldChoice.later
    static let result = CommandResult(
        .one("video", "prompt", "image", "task"), .list("video", "prompt", "image", "task"))
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows everything that is known of videos, prompts, images or tasks.",
        discussion: "An ID is a handle such as v27, t41 or p12, a uid, or the start of a uid.",
        examples: [
            CommandExample("soralib show v27"),
            CommandExample("soralib show t41", "with everything that happened to it"),
            CommandExample("soralib show v27 v28 --json --fields id,verdict,path"),
        ],
        exitStatus: [
            CommandExitStatus(0, "shown"), CommandExitStatus(66, "there is no such object"),
        ])

    @Argument(help: ArgumentHelp("Handles or uids.", valueName: "ID"))
    var objects: [String]

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let handles = try library.handles(objects)
        let writer = ObjectWriter(context, library)
        if context.options.effectiveFormat == .table, context.options.fields == nil {
            for (index, handle) in handles.enumerated() {
                if index > 0 { try context.output.data.line("") }
                try context.output.data.write(
                    try ObjectText(library, context).text(of: handle))
            }
        } else if handles.count == 1 {
            try writer.write(
                ObjectSelection(handles[0].kind, numbers: [handles[0].number]), isSingle: true)
        } else {
            try writer.write(handles)
        }
    }
}

extension Library {
    /// The handles that words name; all unknown ones are told at once.
    func handles(_ words: [String], among kinds: [ObjectKind] = ObjectKind.allCases) throws
        -> [Handle]
    {
        var found: [Handle] = []
        var errors: [SoraError] = []
        for word in words {
            do {
                found.append(try catalog.resolve(word, among: kinds))
            } catch let error as SoraError {
                errors.append(error)
            }
        }
        guard let first = errors.first else { return found }
        throw SoraError.all(
            errors.map(\.message), of: "the command", code: first.code, hint: first.hint)
    }
}
