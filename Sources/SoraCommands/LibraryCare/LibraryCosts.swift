import SoraArguments
import SoraCatalog
import SoraLibrary

/// The command `soralib library costs`.
struct LibraryCosts: SoralibCommand {
    static let fields = FieldChoice.results(of: CostDescription.self, "cost")
    static let result = CommandResult(.list("cost"))
    static let configuration = CommandConfiguration(
        commandName: "costs",
        abstract: "Adds up what tasks cost: by model, provider, collection, month or day.",
        discussion: """
            Counted are the tasks that a service took, or may have taken, whatever came of them: it is what may \
            stand on the bill. ESTIMATED is for how many of them the price list says it, and not the service. \
            Tasks without a known price stand apart, with no amount. Of a collection are the tasks that were \
            queued for it; who is in two is counted in both. Times are UTC.
            """,
        examples: [
            CommandExample("soralib library costs created:2026-10", "what October cost, by model"),
            CommandExample("soralib library costs --by month"),
            CommandExample("soralib library costs --by collection created:-30d.. --format csv"),
        ],
        exitStatus: [
            CommandExitStatus(0, "added up"), CommandExitStatus(65, "the query is wrong"),
            CommandExitStatus(66, "there is no library"),
        ])

    @Argument(
        help: ArgumentHelp(
            "Query words about tasks, such as created:2026-10.", valueName: "QUERY"))
    var words: [String] = []

    @Option(help: "What is added up.")
    var by = TaskCosts.Grouping.model

    func run(in context: CommandContext) async throws {
        let costs = try context.openForReading().costs(of: words, by: by)
        if costs.isEmpty, context.options.effectiveFormat == .table {
            context.say("no task that was sent is found by that")
            return
        }
        try ResultWriter(context).write(
            costs, isSingle: false, columns: CostDescription.fieldNames, flexible: ["name"],
            numbers: ["amount", "tasks", "estimated"])
    }
}

extension TaskCosts.Grouping: ExpressibleByArgument {}
