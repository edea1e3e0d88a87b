import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib edit (ID…|--query Q) CHANGE…`.
struct EditCommand: SoralibCommand {
    static let fields = FieldChoice.objects(.video, .prompt, .image)
    static let result = CommandResult(.list("video", "prompt", "image"))
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract:
            "Changes titles, notes, ratings, tags and fields of your own; all of it, or nothing.",
        discussion: """
            Titles and tags are for videos, prompts and images; notes, ratings and fields of your own (`soralib \
            field`) for videos. An empty text takes a title, the notes or a field away, and `--rating none` a rating. A query that finds several videos is asked \
            about first.
            """,
        usage: "(ID…|--query Q) CHANGE…",
        examples: [
            CommandExample("soralib edit v27 --title \"The fox\" --rating 5 --tag winter"),
            CommandExample("soralib edit v27 p12 --remove-tag draft"),
            CommandExample("soralib edit v27 --set client=Acme --set scene=12"),
            CommandExample("soralib edit --query \"fox snow\" --tag winter --yes"),
        ],
        exitStatus: [
            CommandExitStatus(0, "done, or it was so already"),
            CommandExitStatus(65, "a change cannot be made; nothing was changed"),
            CommandExitStatus(66, "there is no such object"),
            CommandExitStatus(130, "the question was answered with no"),
        ])

    @Argument(help: ArgumentHelp("Videos, prompts or images.", valueName: "ID"))
    var objects: [String] = []

    @OptionGroup
    var choice: VideoChoice

    @Option(help: ArgumentHelp("The title; '' for none.", valueName: "T"))
    var title: String?

    @Option(help: ArgumentHelp("Notes in place of the old ones; '' for none.", valueName: "T"))
    var notes: String?

    @Option(
        help: ArgumentHelp("0 to 5, or none.", valueName: "N"), transform: EditCommand.rating)
    var rating: Rating?

    @Option(help: ArgumentHelp("A tag to add.", valueName: "T"))
    var tag: [String] = []

    @Option(help: ArgumentHelp("A tag to take away.", valueName: "T"))
    var removeTag: [String] = []

    @Option(help: ArgumentHelp("A field of your own; FIELD= for none.", valueName: "FIELD=VALUE"))
    var `set`: [String] = []

    func validate() throws {
        try choice.check(objects, "edit")
        if title == nil, notes == nil, rating == nil, tag.isEmpty, removeTag.isEmpty, `set`.isEmpty
        {
            throw ValidationError(
                "there is no change: give --title, --notes, --rating, --tag, --remove-tag or --set")
        }
        if let wrong = `set`.first(where: { !$0.contains("=") }) {
            throw ValidationError("--set \(wrong) has no =: write FIELD=VALUE")
        }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForTrial()
        var seen: Set<Handle> = []
        let handles = try chosen(in: library).filter { seen.insert($0).inserted }
        // What is wrong with the change is told before anything is asked.
        var changes = changes
        changes.fields = try library.fieldValues(
            `set`.map { text in
                let parts = text.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), String(parts[1]))
            })
        try library.check(changes, of: handles)
        if choice.query != nil, handles.isEmpty { context.say("no video is found by that") }
        let editing = EditConfirmation(context, library, handles, changes)
        if context.options.dryRun { return try editing.tell("change") }
        if choice.query != nil, handles.count > 1 { try editing.ask("Change") }
        let changed = try library.edit(handles, changes)
        if context.options.effectiveFormat == .table, context.options.fields == nil {
            guard !context.options.quiet else { return }
            let same = handles.count - changed.count
            try context.output.data.line(
                "\(changed.count) changed" + (same > 0 ? ", \(same) as before" : ""))
        } else if Set(handles.map(\.kind)).count == 1 {
            try ObjectWriter(context, library).write(
                ObjectSelection(
                    handles[0].kind, numbers: handles.map(\.number), order: .asNumbered))
        } else {
            try ObjectWriter(context, library).write(handles)
        }
    }

    private func chosen(in library: Library) throws -> [Handle] {
        guard choice.query != nil else { return try library.handles(objects) }
        return try library.videos(in: choice.selection([], in: library)).map { Handle(.video, $0) }
    }

    private var changes: ObjectChanges {
        var changes = ObjectChanges(addedTags: tag, removedTags: removeTag)
        if let title { changes.title = .some(title.isEmpty ? nil : title) }
        if let notes { changes.notes = .some(notes.isEmpty ? nil : notes) }
        if let rating { changes.rating = .some(rating.stars) }
        return changes
    }

    /// A rating, or that there is to be none.
    struct Rating: Sendable {
        var stars: Int?
    }

    private static func rating(_ text: String) throws -> Rating {
        if text == "none" { return Rating(stars: nil) }
        guard let stars = Int(text) else {
            throw ValidationError("not a rating: write 0 to 5, or none")
        }
        return Rating(stars: stars)
    }
}
