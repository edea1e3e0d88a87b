import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel

/// The command `soralib sql "SELECT …"`.
struct SQLCommand: SoralibCommand {
    static let result = CommandResult(.list("row"))
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Answers a question in SQL, and changes nothing.",
        discussion: """
            One statement of SQLite that reads; what would change anything is refused. docs/library-format.md \
            describes the tables: `video`, `task`, `prompt`, `image`, `video_tag`, `collection` and the others. \
            Times are milliseconds since 1970, money is millionths of a unit. Later versions may add tables and \
            columns.

            A value is kept apart from the statement by a placeholder: `:name` in the statement, and --bind \
            name=VALUE. What looks like a number is one. In JSON, a blob is a text of hexadecimal digits, and a \
            second column of the same name has its number behind it.

            Ctrl-C ends a statement that takes too long.
            """,
        usage: "SELECT…|-",
        examples: [
            CommandExample("soralib sql \"SELECT verdict, count(*) FROM video GROUP BY verdict\""),
            CommandExample(
                "soralib sql \"SELECT id, title FROM video WHERE rating >= :r\" --bind r=4"),
            CommandExample("soralib sql - --format csv", "a statement that stands in a file"),
        ],
        exitStatus: [
            CommandExitStatus(0, "answered"),
            CommandExitStatus(64, "there is not one statement, or a value is missing"),
            CommandExitStatus(65, "it is no SQL, or names what is not there"),
            CommandExitStatus(66, "there is no library"),
            CommandExitStatus(73, "it would change something"),
            CommandExitStatus(130, "interrupted"),
        ])

    @Argument(
        help: ArgumentHelp("The statement; - reads it from standard input.", valueName: "SELECT…"))
    var statement: String

    @Option(
        help: ArgumentHelp(
            "The value of a placeholder, by name or number.", valueName: "NAME=VALUE"))
    var bind: [String] = []

    /// The most bytes of a statement.
    private static let longest = 1 << 20

    func validate() throws {
        for word in bind where !word.dropFirst().contains("=") {
            throw ValidationError("--bind \(word) has no =: write NAME=VALUE")
        }
        let names = bind.map(Self.name)
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw ValidationError("--bind gives \(twice) two values")
        }
    }

    func run(in context: CommandContext) async throws {
        var sql = statement
        if sql == "-" {
            guard
                let read = String(
                    validating: try context.readInput(Self.longest), as: UTF8.self)
            else { throw SoraError(.invalid, "standard input is not UTF-8 text") }
            sql = read
        }
        let library = try context.openForReading()
        var values: [String: AnswerValue] = [:]
        for word in bind {
            let text = String(word.dropFirst(Self.name(word).count + 1))
            values[Self.name(word)] = Self.value(text)
        }
        var writer: AnswerWriter?
        try library.catalog.answer(sql, values) { columns in
            let begun = AnswerWriter(context, columns)
            try begun.begin()
            writer = begun
        } _: { row in
            try writer?.append(row)
            return true
        }
        try writer?.end()
    }

    private static func name(_ word: String) -> String { String(word.prefix { $0 != "=" }) }

    /// A number where the text is one as SQLite writes it, else the text.
    private static func value(_ text: String) -> AnswerValue {
        if let number = Int64(text), String(number) == text { return .integer(number) }
        if text.wholeMatch(of: #/-?[0-9]+\.[0-9]+/#) != nil, let number = Double(text) {
            return .real(number)
        }
        return .text(text)
    }
}
