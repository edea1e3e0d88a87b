import SoraArguments
import SoraImport
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib import PATH…`.
struct ImportCommand: SoralibCommand {
    static let result = CommandResult(.one("import"))
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings clips into the library that other programs saved.",
        discussion: """
            Folders are searched with all that is in them. Each clip is copied, checked, and measured; the
            file that it was stays where it is, unless there is --move. A clip whose bytes the library has
            is not stored again. Prompts, models, ids and times are read from JSON that lies beside a clip:
            of yt-dlp, gallery-dl, sora-cli, sora-2-playground, OpenAI's API, and soralib's own exports.

            Hidden files, links to folders and what is no clip by its name are left out: --verbose names
            them. An import that was interrupted is gone on with by running it again.
            """,
        examples: [
            CommandExample("soralib import ~/Downloads/fox.mp4 --title \"The fox\""),
            CommandExample("soralib import ~/sora --tag rescued --collection sora"),
            CommandExample("soralib import ~/clips --sidecar ~/.sora-cli/history.json"),
            CommandExample("soralib import /media/stick --dry-run --verbose"),
        ],
        exitStatus: [
            CommandExitStatus(0, "every clip is in the library"),
            CommandExitStatus(1, "some files were not imported: they are named"),
            CommandExitStatus(65, "a tag or the title is wrong; nothing was imported"),
            CommandExitStatus(
                66, "there is no such file, folder or collection; nothing was imported"),
            CommandExitStatus(73, "the library cannot be written"),
            CommandExitStatus(74, "the disk is full, or writing failed; what was imported stays"),
            CommandExitStatus(75, "another import is running"),
            CommandExitStatus(78, "soralib-media is missing, or cannot work on this machine"),
            CommandExitStatus(130, "interrupted; what was imported stays"),
        ],
        optionSections: [
            OptionSection("What becomes of the files", ["--move", "--in-place"]),
            OptionSection(
                "What is known of them",
                ["--title", "--tag", "--collection", "--sidecar", "--provider-name", "--model"]),
        ])

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "PATH"), completion: .file)
    var paths: [String]

    @Flag(help: "Remove each file once its copy in the library was read back and is the same.")
    var move = false

    @Flag(
        help: """
            Copy nothing: the library gives each file a further name. Both names are one file from then on,
            read-only; on the library's own disk.
            """)
    var inPlace = false

    @Option(help: ArgumentHelp("A title, for one file.", valueName: "T"))
    var title: String?

    @Option(help: ArgumentHelp("Tag what is imported.", valueName: "T"))
    var tag: [String] = []

    @Option(
        help: ArgumentHelp("Put what is imported at the end of a collection.", valueName: "NAME"))
    var collection: [String] = []

    @Option(
        help: ArgumentHelp(
            "A JSON list that tells of the clips, such as a history.json, where it lies elsewhere.",
            valueName: "FILE"), completion: .file)
    var sidecar: [String] = []

    @Option(
        help: ArgumentHelp("The service that made them, where nothing tells.", valueName: "NAME"))
    var providerName: String?

    @Option(help: ArgumentHelp("The model that made them, where nothing tells.", valueName: "M"))
    var model: String?

    func validate() throws {
        if move, inPlace { throw ValidationError("--move and --in-place exclude each other") }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openAsNeeded()
        var options = ImportOptions()
        options.moves = move
        options.isInPlace = inPlace
        options.title = title
        options.tags = tag
        options.collections = collection
        options.sidecars = sidecar
        options.provider = providerName
        options.model = model
        options.isDryRun = context.options.dryRun
        let progress = ImportProgress(context)
        context.interruption.begin()
        let summary: ImportSummary
        do {
            summary = try await library.importClips(
                paths, options: options, isStopped: { context.interruption.isRequested },
                tell: { progress.take($0) })
            progress.end()
        } catch {
            progress.end()
            throw error
        }
        if inPlace, !summary.imported.isEmpty, !context.options.quiet {
            context.say(
                "note: what was imported stays in its place, read-only: changing it changes the "
                    + "original in the library")
        }
        if context.options.writesJSON {
            try summary.forEachJSONPart { try context.output.data.write($0) }
            try context.output.data.line("")
        } else if !context.options.quiet {
            try context.output.data.write(text(summary, context))
        }
        if let ending = summary.ending { throw ending }
        if !summary.failed.isEmpty { throw StatusOnly(status: .failure) }
    }

    private func text(_ summary: ImportSummary, _ context: CommandContext) -> String {
        let done =
            context.options.dryRun
            ? "would be: \(summary.wouldImport) imported" : "\(summary.imported.count) imported"
        var parts = [done]
        let known = summary.duplicates.count
        if known > 0 { parts.append("\(known) there already") }
        if !summary.failed.isEmpty { parts.append("\(summary.failed.count) failed") }
        if summary.removed > 0 { parts.append("\(summary.removed) moved") }
        return parts.joined(separator: ", ") + ", \(HumanFormat.bytes(summary.bytes))\n"
    }
}
