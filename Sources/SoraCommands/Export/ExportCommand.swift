import SoraArguments
import SoraExport
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib export (COLLECTION|--query Q) DIR`.
struct ExportCommand: SoralibCommand {
    static let fields = FieldChoice(
        names: ExportSummary.File.fieldNames
            + RememberedExport.fieldNames.filter { !ExportSummary.File.fieldNames.contains($0) },
        owner: "file or folder of an export")
    static let result = CommandResult(
        .one("export"), .list("export-file"), .list("export-folder"), .list("export"))
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes clips into a plain folder, and brings it up to date when run again.",
        discussion: """
            The folder is new, empty, or an earlier export of the same selection. Beside the clips
            lie SHA256SUMS, for `sha256sum -c`, and .soralib-export.json, which says what was
            written: so a second run writes only what changed, and completes what was cut off. What
            others put there, or changed, is left as it is. Corrupt, unprobed and missing clips are
            left out and named.

            Files are named {index:03}-{title|slug}.{ext}, of a query {id}-{title|slug}.{ext}; a
            clip without a title has its prompt's first words. A template may have any field of a
            video and your own ({fields.client}), folders (/), times ({created_at:%Y-%m}), the
            functions slug, lower, upper, cut:N and words:N, and what stands in where there is no
            value: {model|provider|'none'}.

            The library remembers what was exported where, and how: --list shows it, --again brings
            every folder up to date that is still there.
            """,
        examples: [
            CommandExample("soralib export favourites ~/export"),
            CommandExample("soralib export --query \"tag:fox rating:>=4\" ~/foxes --sidecar json"),
            CommandExample("soralib export favourites ~/for-the-client --gallery"),
            CommandExample("soralib export favourites ~/for-the-editor --timeline otio"),
            CommandExample("soralib export favourites ~/export --prune --dry-run"),
            CommandExample(
                "soralib export favourites ~/export --template "
                    + "\"{model|'other'}/{created_at:%Y-%m}-{title|slug|cut:40}.{ext}\""),
            CommandExample("soralib export favourites ~/archive --bag --sidecar xmp --csv"),
            CommandExample(
                "soralib export favourites ~/export --report --format csv",
                "one line a file: what became of it"),
            CommandExample("soralib export --list"),
            CommandExample("soralib export --again", "every folder, each as it was exported"),
            CommandExample("soralib export --forget ~/for-the-client", "the folder stays"),
        ],
        exitStatus: [
            CommandExitStatus(0, "the folder is up to date"),
            CommandExitStatus(1, "clips were left out, or with --again folders: they are named"),
            CommandExitStatus(65, "the query is wrong"),
            CommandExitStatus(66, "there is no such collection, or no such folder was exported to"),
            CommandExitStatus(73, "the folder holds something else, or cannot be written"),
            CommandExitStatus(74, "the disk is full, or reading or writing failed"),
            CommandExitStatus(75, "another export writes into the folder"),
            CommandExitStatus(130, "interrupted; the next export goes on"),
        ],
        optionSections: [
            OptionSection("What is in the folder", ["--query", "--include-bad", "--prune"]),
            OptionSection("How the files are", ["--link", "--template", "--portable"]),
            OptionSection(
                "What lies beside them", ["--sidecar", "--csv", "--bag", "--timeline", "--gallery"]),
            OptionSection("Folders that were exported to", ["--list", "--again", "--forget"]),
        ])

    @Argument(
        help: ArgumentHelp(
            "The collection, unless there is --query; then the folder.",
            valueName: "COLLECTION|DIR"))
    var places: [String] = []

    @Option(help: ArgumentHelp("Export what a query finds.", valueName: "Q"))
    var query: String?

    @Option(help: "How files come to their bytes: reflink falls back to copy.")
    var link: LinkKind = .reflink

    @Option(help: "What is written beside each clip; may be given again.")
    var sidecar: [SidecarKind] = []

    @Flag(help: "Write clips.csv too: one table of the clips, for spreadsheets.")
    var csv = false

    @Flag(help: "Make the folder a BagIt bag (RFC 8493).")
    var bag = false

    @Flag(help: "Export corrupt and unprobed clips too.")
    var includeBad = false

    @Option(help: ArgumentHelp("How files are named.", valueName: "T"))
    var template: String?

    @Option(help: "What puts the clips behind one another, in their order; may be given again.")
    var timeline: [TimelineKind] = []

    @Flag(help: "Write a page that shows the clips in any browser: index.html.")
    var gallery = false
    @Flag(help: "Give names that are good on Windows too, and short.")
    var portable = false

    @Flag(help: "Print one row for each file in place of the sum.")
    var report = false

    @Flag(
        help: "Remove what an earlier export wrote and nobody changed, where it belongs no longer.")
    var prune = false

    @Flag(help: "Only list the folders that were exported to, and whether they are still there.")
    var list = false

    @Flag(
        help: "Bring folders that were exported to up to date, each as it was: all, or those named."
    )
    var again = false

    @Flag(help: "Forget folders that were exported to; what is in them stays.")
    var forget = false

    func validate() throws {
        if list || again || forget { return try validateFolders() }
        guard places.count == (query == nil ? 2 : 1) else {
            throw ValidationError(
                query == nil
                    ? "name a collection and a folder, or --query and a folder"
                    : "with --query, name one folder and no collection")
        }
    }

    func run(in context: CommandContext) async throws {
        let chosen = context.options.chosenFields ?? []
        if !chosen.isEmpty {
            let choice =
                list
                ? FieldChoice.results(of: RememberedExport.self, "folder of an export")
                : FieldChoice.results(of: ExportSummary.File.self, "file of an export")
            try choice.check(chosen, of: "soralib export")
        }
        if list { return try listFolders(in: context) }
        if forget { return try forgetFolders(in: context) }
        if again { return try await updateFolders(in: context) }
        let library = try context.openForReading()
        context.interruption.begin()
        let summary = try await export(
            query.map { VideoSelection.query([$0]) } ?? .collection(places[0]),
            to: places[places.count - 1], choice, from: library, context)
        try tell(summary, link, context)
        if report || context.options.fields != nil {
            try ResultWriter(context).write(
                summary.files, isSingle: false,
                columns: ["action", "path", "id", "bytes", "reason"],
                flexible: ["path", "reason"], numbers: ["bytes"])
        } else {
            try context.write(json: summary.json) { sum(summary, context) }
        }
        if !summary.skipped.isEmpty { throw StatusOnly(status: .failure) }
    }

    /// What was chosen.
    private var choice: ExportChoice {
        var choice = ExportChoice()
        choice.link = link
        choice.sidecars = sidecar.enumerated().filter { place, kind in
            !sidecar[..<place].contains(kind)
        }.map(\.element)
        choice.timelines = timeline.enumerated().filter { place, kind in
            !timeline[..<place].contains(kind)
        }.map(\.element)
        choice.hasTable = csv
        choice.hasGallery = gallery
        choice.includesBad = includeBad
        choice.template = template
        choice.isBag = bag
        choice.isPortable = portable
        return choice
    }

    /// Exports, and shows how far it is.
    func export(
        _ selection: VideoSelection, to directory: String, _ choice: ExportChoice,
        from library: Library, _ context: CommandContext
    ) async throws -> ExportSummary {
        var options = ExportOptions(choice)
        options.prunes = prune
        options.isReported = report || context.options.fields != nil
        options.isDryRun = context.options.dryRun
        if choice.hasTable { options.extras.append(ClipTable()) }
        options.extras += choice.timelines.map { TimelineExtra($0) }
        if choice.hasGallery {
            options.extras.append(try await makeGallery(of: selection, in: library, context))
        }
        let progress = BytesProgress("export", context)
        defer { progress.end() }
        return try library.export(
            selection, to: directory, options: options,
            isStopped: { context.interruption.isRequested },
            progress: { progress.update($0, of: $1) })
    }

    /// Makes the posters first, for which clips are decoded.
    private func makeGallery(
        of selection: VideoSelection, in library: Library, _ context: CommandContext
    ) async throws -> GalleryExtra {
        let isWatched = context.output.messages.isTerminal
        let isDryRun = context.options.dryRun
        let work = Task {
            try await library.gallery(of: selection, isDryRun: isDryRun) { done, all in
                if isWatched, done % 100 == 0 || done == all, all > 100 {
                    context.say("\(done) of \(all) posters are there")
                }
            }
        }
        return try await context.interruption.watching({ _ in work.cancel() }) {
            try await work.value
        }
    }

    /// Tells what a person should know beside the sum.
    func tell(_ summary: ExportSummary, _ link: LinkKind, _ context: CommandContext) throws {
        for skipped in summary.skipped {
            let what = skipped.video.map { "\($0)" } ?? skipped.path ?? ""
            context.say(
                "\(Escaping.oneLine(what))  left out: \(Escaping.oneLine(skipped.reason ?? ""))")
        }
        let stale = summary.count(.stale)
        if stale > 0 {
            context.say(
                "\(stale) \(stale == 1 ? "file belongs" : "files belong") to it no "
                    + "longer and \(stale == 1 ? "stays" : "stay"); --prune removes such")
        }
        if link.sharesOriginal {
            context.say(
                "note: these are \(link.rawValue) links: changing an exported file changes the "
                    + "original in the library")
        }
        if let why = summary.unremembered, context.options.verbose {
            context.say("note: the library does not remember this folder: \(Escaping.oneLine(why))")
        }
    }

    /// What was done, as one line.
    func sum(_ summary: ExportSummary, _ context: CommandContext) -> String {
        let removed = summary.count(.removed)
        let removal = removed > 0 ? ", \(removed) removed" : ""
        return (context.options.dryRun ? "would be: " : "")
            + "\(summary.written) written, \(summary.count(.unchanged)) unchanged\(removal)"
            + ", \(summary.skipped.count) left out, \(HumanFormat.bytes(summary.bytes))"
            + " in \(Escaping.oneLine(summary.directory))\n"
    }
}

extension LinkKind: ExpressibleByArgument {}
extension SidecarKind: ExpressibleByArgument {}
extension TimelineKind: ExpressibleByArgument {}
