import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib library stats`.
struct LibraryStats: SoralibCommand {
    static let result = CommandResult(.one("stats"))
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Counts the clips by provider, model, verdict and month, and what they cost.",
        discussion: """
            Counted is what `soralib list` shows; the trash is told apart. A month is the one in which a clip \
            was made, by UTC. A cost is of tasks that a service took or may have taken, by currency; where the \
            service names none, it is estimated from the price list.
            """,
        examples: [
            CommandExample("soralib library stats"),
            CommandExample("soralib library stats --json"),
            CommandExample("soralib library stats --format csv", "for a table of your own"),
        ],
        exitStatus: [CommandExitStatus(0, "counted"), CommandExitStatus(66, "there is no library")])

    func run(in context: CommandContext) async throws {
        let found = try context.openForReading().catalog.statistics()
        try context.write(json: found.json) { text(found, context) }
    }

    private func text(_ found: CatalogStatistics, _ context: CommandContext) -> String {
        func plural(_ count: Int, _ noun: String) -> String {
            "\(count) \(noun)\(count == 1 ? "" : "s")"
        }
        func words(_ amount: CatalogStatistics.Amount) -> String {
            plural(amount.videos, "video")
                + ", \(HumanFormat.duration(seconds: amount.seconds))"
                + ", \(HumanFormat.bytes(amount.bytes))"
        }
        var text = context.dataStyle.bold(words(found.shown)) + "\n"
        if found.trash.videos > 0 { text += "in the trash: \(words(found.trash))\n" }
        text +=
            plural(found.tasks, "task") + ", " + plural(found.prompts, "prompt") + ", "
            + plural(found.images, "image") + "\n"
        for (title, groups) in [
            ("PROVIDER", found.providers), ("MODEL", found.models), ("VERDICT", found.verdicts),
            ("MONTH", found.months),
        ] where !groups.isEmpty {
            text += "\n" + table(title, groups, context)
        }
        if !found.costs.isEmpty { text += "\n" + table(found.costs, context) }
        return text
    }

    private func table(
        _ title: String, _ groups: [CatalogStatistics.Group], _ context: CommandContext
    ) -> String {
        Table(
            columns: [TableColumn(title, isFlexible: true)]
                + ["VIDEOS", "LENGTH", "SIZE"].map { TableColumn($0, alignment: .right) },
            rows: groups.map { group in
                [
                    group.name ?? "not known", String(group.amount.videos),
                    HumanFormat.duration(seconds: group.amount.seconds),
                    HumanFormat.bytes(group.amount.bytes),
                ]
            }
        ).text(fitting: context.tableWidth, style: context.dataStyle)
    }

    private func table(
        _ costs: [CatalogStatistics.Cost], _ context: CommandContext
    ) -> String {
        Table(
            columns: [TableColumn("SPENT")]
                + ["AMOUNT", "TASKS", "ESTIMATED"].map { TableColumn($0, alignment: .right) },
            rows: costs.map { cost in
                [
                    cost.sum.currency, cost.sum.decimal, String(cost.tasks),
                    String(cost.estimated),
                ]
            }
        ).text(fitting: context.tableWidth, style: context.dataStyle)
    }
}
