import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib list [videos|prompts|images|tasks] [QUERY…]`.
struct ListCommand: SoralibCommand {
    /// What can be listed, by its word.
    private static let kinds: [String: ObjectKind] = [
        "videos": .video, "prompts": .prompt, "images": .image, "tasks": .task,
    ]

    static let fields = FieldChoice.later
    static let result = CommandResult(.list("video", "prompt", "image", "task"), .one("count"))
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists videos, prompts, images or tasks: what fits best, or the newest first.",
        discussion: """
            The first word says what is listed; where it is none of the four, videos are. The others are a \
            query, and an object has to fulfil all of it:

              fox snow           words of prompt, title, notes, tags
              '"a red fox"'      words in that order
              title:fox          a word of one text
              tag:winter  model:sora-2  verdict:corrupt  task:t41
              rating:>=3  duration:4..8  bytes:>10M
              created:2026-01..  from a day, month or year on (UTC)
              created:-7d..      from a time ago on: s, m, h, d, w
              title:=Fox         the whole text, letter for letter
              title:~'^a.*fox'   a regular expression
              is:missing  has:audio  descendant-of:v12
              -tag:draft         not; before the first such word: --
              fox , hen          one or the other

            The fields are those of --json, your own (soralib field), and a few more; of one that does not exist, \
            an error names the near ones. Both ends of a range are in it. A word finds \
            those that begin so. docs/query.md tells all of it.

            Videos that are found by words are listed with the best first, by the newest 5,000 matches; anything \
            else with the newest first. The trash is left out unless is:trash asks for it.

            --sort takes one or more of the fields that a query can name, your own too: `--sort \
            verdict,duration:desc`. With :desc the greatest is first; what has no value is always last; texts are \
            compared without regard to capitals of ASCII; what is equal stands in the order in which it was made, \
            turned round with :desc.
            """,
        examples: [
            CommandExample("soralib list"),
            CommandExample("soralib list fox tag:winter 'rating:>=3'"),
            CommandExample("soralib list -- -verdict:verified", "what is not as it should be"),
            CommandExample("soralib list tasks state:queued --limit 20"),
            CommandExample("soralib list --sort duration:desc --limit 10", "the longest clips"),
            CommandExample("soralib list tasks state:failed --count"),
            CommandExample("soralib list --format csv --fields id,verdict,path"),
        ],
        exitStatus: [
            CommandExitStatus(0, "listed"), CommandExitStatus(65, "the query is wrong"),
            CommandExitStatus(66, "there is no library"),
        ])

    @Argument(
        help: ArgumentHelp(
            "videos, prompts, images or tasks, and what to look for.", valueName: "QUERY"))
    var words: [String] = []

    @Option(help: ArgumentHelp("At most so many.", valueName: "N"))
    var limit: Int?

    @Flag(help: "The oldest first.")
    var reverse = false

    @Option(
        help: ArgumentHelp(
            "Sorted by these fields, with :desc the greatest first.",
            valueName: "FIELD[:desc],…"))
    var sort: String?

    @Flag(help: "Only how many there are.")
    var count = false

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit \(limit) is less than 0") }
        if sort != nil, reverse {
            throw ValidationError("--sort and --reverse contradict each other: write FIELD:desc")
        }
        if count,
            let other = [
                ("--limit", limit != nil), ("--sort", sort != nil),
                ("--reverse", reverse),
            ].first(where: \.1)
        {
            throw ValidationError("--count and \(other.0) contradict each other")
        }
        // A misspelt kind would be looked for as a word of the text, and not be found.
        let names = Self.kinds.keys.sorted()
        if let first = words.first, Self.kinds[first] == nil,
            let meant = Suggestion.nearest(to: first, among: names)
        {
            throw ValidationError(
                "did you mean '\(meant)'? To look for the word, write `soralib list videos \(first)`"
            )
        }
    }

    func run(in context: CommandContext) async throws {
        let named = words.first.flatMap { Self.kinds[$0] }
        let kind = named ?? .video
        let query = Array(words.dropFirst(named == nil ? 0 : 1))
        let library = try context.openForReading()
        let wanted = try library.catalog.query(query, about: kind)
        if self.count { return try tell(library.catalog.count(matching: wanted), context) }
        let fields = try sort.map { try library.catalog.sortFields($0, of: kind) }
        let selection = ObjectSelection(
            kind, query: wanted,
            order: fields.map { .sorted($0) } ?? (reverse ? .oldestFirst : .bestFirst),
            limit: limit)
        let count = try ObjectWriter(context, library).write(selection)
        if count == 0, context.options.effectiveFormat == .table {
            let what = "\(kind.rawValue)s"
            context.say(
                query.isEmpty ? "there are no \(what) yet" : "no \(kind.rawValue) is found by that")
        }
    }
    private func tell(_ number: Int, _ context: CommandContext) throws {
        if context.options.fields != nil {
            throw SoraError(
                .usage, "--count and --fields contradict each other", hint: "leave --fields out")
        }
        switch context.options.effectiveFormat {
        case .json, .jsonl: try context.output.data.line("{\"count\":\(number)}")
        case .csv:
            let csv = CSVFormat(isForTerminal: false)
            try context.output.data.write(csv.line(["count"]) + csv.line([String(number)]))
        case .tsv:
            let tsv = TSVFormat(isForTerminal: false)
            try context.output.data.write(tsv.line(["count"]) + tsv.line([String(number)]))
        case .table: try context.output.data.line(String(number))
        }
    }
}
