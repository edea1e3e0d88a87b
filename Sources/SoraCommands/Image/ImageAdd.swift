import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib image add PATH|URL…`.
struct ImageAdd: SoralibCommand {
    static let fields = FieldChoice.objects(.image)
    static let result = CommandResult(.one("image"), .list("image"))
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract:
            "Adds reference images: files, which are copied, or public addresses, which are kept.",
        discussion: """
            JPEG, PNG and WebP files of at most 50 MiB. The same file is in the library once. An address is
            never fetched; the service does that.
            """,
        examples: [
            CommandExample("soralib image add fox.png --title \"the fox\""),
            CommandExample(
                "soralib image add fox.png --url https://example.com/fox.png",
                "the file, and where a service finds it"),
            CommandExample("soralib image add a.png b.png --tag fox --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "added, or there already"),
            CommandExitStatus(65, "one of them is no image; nothing was added"),
            CommandExitStatus(66, "a file is not there; nothing was added"),
            CommandExitStatus(
                78, "soralib-media is missing, or cannot work here; see soralib doctor"),
        ])

    @Argument(
        help: ArgumentHelp("Files, or addresses that begin with https://.", valueName: "PATH"),
        completion: .file)
    var images: [String]

    @Option(help: ArgumentHelp("The public address of the file.", valueName: "URL"))
    var url: String?

    @Option(help: ArgumentHelp("A short name.", valueName: "T"))
    var title: String?

    @Option(help: ArgumentHelp("A tag; may be given several times.", valueName: "T"))
    var tag: [String] = []

    func validate() throws {
        var problems: [String] = []
        if images.count > 1, url != nil { problems.append("--url goes with one file") }
        if images.count > 1, title != nil { problems.append("--title goes with one image") }
        if tag.contains(where: { !(1...100).contains($0.count) }) {
            problems.append("a tag has 1 to 100 letters")
        }
        if !problems.isEmpty { throw ValidationError(problems) }
    }

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        var found = try await ImageInspection(context.library).inspect(images)
        if let url {
            let address = try ImageSource.checkedAddress(url)
            guard found[0].path != nil else {
                throw SoraError(.usage, "\(images[0]) is an address already: leave --url out")
            }
            found[0].record.url = address
        }
        if let title { found[0].record.title = title }
        if isDryRun {
            context.say("would add \(found.count) image\(found.count == 1 ? "" : "s")")
            return
        }
        let added = try library.add(found, tags: tag)
        for (word, image) in zip(images, added) where !image.isNew {
            context.say("\(word) is in the library already: \(image.handle)")
        }
        let handles = added.map(\.handle)
        let writer = ObjectWriter(context, library)
        if handles.count == 1, context.options.effectiveFormat == .json {
            try writer.write(ObjectSelection(.image, numbers: [handles[0].number]), isSingle: true)
        } else if !context.options.quiet || context.options.effectiveFormat != .table {
            try writer.write(handles)
        }
    }
}
