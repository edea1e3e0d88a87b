import SoraArguments

/// The options that every command takes.
package struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The library's folder; else the nearest one upwards, else your setting.",
            valueName: "DIR", variable: KnownSetting.library.variable), completion: .directory)
    var library: String?

    @Option(
        help: ArgumentHelp("How results are written.", variable: KnownSetting.format.variable))
    var format: OutputFormat?

    @Flag(help: "The same as --format json.")
    var json = false

    @Option(help: ArgumentHelp("Only these fields, in this order.", valueName: "A,B"))
    var fields: String?

    @Flag(name: .shortAndLong, help: "Say nothing beside the result and errors.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more about what is done.")
    var verbose = false

    @Flag(help: "No colours, whatever the terminal can do.")
    var noColor = false

    @Flag(help: "No pager, however long a table is.")
    var noPager = false

    @Flag(name: .shortAndLong, help: "Answer every question with yes.")
    var yes = false

    @Flag(help: "Ask nothing: where an answer is needed, fail.")
    var noInput = false

    @Flag(help: "Show what would be changed, and change nothing.")
    var dryRun = false

    package init() {}

    package func validate() throws {
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) contradict each other")
        }
    }

    /// The format of the output.
    var effectiveFormat: OutputFormat { json ? .json : format ?? .table }

    /// The names after `--fields`; `nil` without it.
    var chosenFields: [String]? {
        fields?.split(separator: ",", omittingEmptySubsequences: true).map(String.init)
    }

    /// Whether errors are written as JSON too.
    var writesJSON: Bool { [.json, .jsonl].contains(effectiveFormat) }
}
