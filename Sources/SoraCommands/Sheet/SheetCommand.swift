import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib sheet [QUERY…|ID…] -o FILE`.
struct SheetCommand: SoralibCommand {
    static let result = CommandResult(.one("sheet"))
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Draws a contact sheet: a picture with a frame of each clip and what it is.",
        discussion: """
            Each clip has its handle, verdict, prompt, length, size and model below a frame of it. Where not all of \
            them fit on one picture, there are several, numbered before the ending: sheet-001.png. They appear when \
            all are drawn. Frames are kept in the library's previews/, which may be deleted at any time. Missing, \
            corrupt and unprobed clips are marked, and named.
            """,
        usage: "[QUERY…|ID…] -o FILE",
        examples: [
            CommandExample("soralib sheet tag:final -o final.png"),
            CommandExample(
                "soralib sheet collection:reel -o reel.jpg --title \"Winter reel\" --theme dark"),
            CommandExample("soralib sheet v27 v28 v31 -o three.png --columns 3 --size 480"),
        ],
        exitStatus: [
            CommandExitStatus(0, "drawn"),
            CommandExitStatus(
                1, "drawn, and a clip is missing, corrupt or unprobed, or has no picture"),
            CommandExitStatus(64, "the ending is none of .png, .jpg and .jpeg"),
            CommandExitStatus(65, "the query is wrong"),
            CommandExitStatus(66, "there is no such video, or none is found"),
            CommandExitStatus(73, "the file exists, or cannot be written"),
            CommandExitStatus(74, "the disk is full, or reading or writing failed"),
            CommandExitStatus(
                78, "soralib-media is missing or cannot draw here: a library or a font is missing"),
            CommandExitStatus(130, "interrupted; nothing was written"),
        ])

    @Argument(
        help: ArgumentHelp(
            "Videos, or query words; all where none is given.", valueName: "QUERY|ID"))
    var words: [String] = []

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The picture: .png, .jpg or .jpeg.", valueName: "FILE"),
        completion: .file)
    var output: String

    @Option(
        help: ArgumentHelp("Clips beside each other, 1 to 12; up to 4 without it.", valueName: "N"))
    var columns: Int?

    @Option(
        help: ArgumentHelp(
            "The width of a clip's frame, 160 to 640 pixels.", valueName: "WIDTH"))
    var size: Int = 320

    @Option(help: "The colours.")
    var theme: SheetTheme = .light

    @Option(help: ArgumentHelp("What stands above it; the query without it.", valueName: "TEXT"))
    var title: String?

    @Option(help: ArgumentHelp("At most so many clips.", valueName: "N"))
    var limit: Int?

    @Flag(help: "Replace files that exist.")
    var force = false

    func validate() throws {
        var problems: [String] = []
        if SheetOptions.format(of: output) == nil {
            problems.append("'\(output)' does not end in .png, .jpg or .jpeg")
        }
        if let columns, !SheetOptions.columnRange.contains(columns) {
            problems.append("--columns \(columns) is not from 1 to 12")
        }
        if !SheetOptions.sizeRange.contains(size) {
            problems.append("--size \(size) is not from 160 to 640")
        }
        if let limit, limit < 1 { problems.append("--limit \(limit) is less than 1") }
        if !problems.isEmpty { throw ValidationError(problems) }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let (selection, heading) = try selection(in: library)
        var options = SheetOptions(title: title ?? heading)
        options.columns = columns
        options.size = size
        options.theme = theme
        options.replaces = force
        options.isDryRun = context.options.dryRun
        var numbers = try library.videos(in: selection)
        if let limit { numbers = Array(numbers.prefix(limit)) }
        let isWatched = context.output.messages.isTerminal
        context.interruption.begin()
        let work = Task { [output, numbers, options] in
            try await library.sheet(of: numbers, to: output, options: options) { done, all in
                if isWatched, all > 1 { context.say("\(done) of \(all) pictures are drawn") }
            }
        }
        let summary = try await context.interruption.watching({ _ in work.cancel() }) {
            try await work.value
        }
        try tell(summary, context)
    }

    private func tell(_ summary: SheetSummary, _ context: CommandContext) throws {
        for flaw in summary.flawed {
            context.say("\(flaw.video)  marked: \(Escaping.oneLine(flaw.reason))")
        }
        if summary.unshown > 0 {
            let letters = summary.unshown == 1 ? "1 letter has" : "\(summary.unshown) letters have"
            context.say(
                "note: \(letters) no font here, and boxes stand for them: "
                    + "apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji")
        }
        try context.write(json: summary.json) {
            let isDryRun = context.options.dryRun
            let clips = "\(summary.videos) \(summary.videos == 1 ? "clip" : "clips")"
            let names = summary.files.map { Escaping.oneLine($0) }
            let places =
                names.count < 3
                ? names.joined(separator: " and ")
                : "\(names.count) pictures, \(names[0]) to \(names[names.count - 1])"
            return "\(isDryRun ? "would draw " : "")\(clips) in \(places)"
                + (isDryRun ? "\n" : ", \(HumanFormat.bytes(summary.bytes))\n")
        }
        if !summary.flawed.isEmpty { throw StatusOnly(status: .failure) }
    }

    /// Handles and uids name videos; anything else is what to look for.
    private func selection(in library: Library) throws -> (VideoSelection, heading: String) {
        if words.isEmpty { return (.query([]), "All clips") }
        let areIDs = words.allSatisfy { word in
            Handle(word) != nil || word.count >= 8 && word.allSatisfy { $0.isHexDigit || $0 == "-" }
        }
        if areIDs {
            let numbers = try library.handles(words, among: [.video]).map(\.number)
            return (.numbers(numbers), "Selected clips")
        }
        // A collection by itself comes in its own order.
        if words.count == 1, words[0].hasPrefix("collection:") {
            var name = words[0].dropFirst(11)
            if name.count > 1, name.hasPrefix("\""), name.hasSuffix("\"") {
                name = name.dropFirst().dropLast()
            }
            do {
                let collection = try library.collection(named: String(name))
                return (.collection(collection.name), collection.name)
            } catch let error as SoraError where error.code == .notFound {
                // A part of a name may still find some.
            }
        }
        return (.query(words), words.joined(separator: " "))
    }
}

extension SheetTheme: ExpressibleByArgument {}
