import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib provider show NAME`.
struct ProviderShow: SoralibCommand {
    static let fields = FieldChoice.results(of: ProviderDescription.self, "provider")
    static let result = CommandResult(.one("provider"))
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one service, its state, what it takes, and what came of its tasks.",
        examples: [
            CommandExample("soralib provider show studio"),
            CommandExample("soralib provider show studio --json"),
            CommandExample("soralib provider show studio --json --fields state,reason"),
        ],
        exitStatus: [
            CommandExitStatus(0, "shown"), CommandExitStatus(66, "there is no such provider"),
        ])

    @Argument(help: ArgumentHelp("The provider.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let provider = try library.provider(named: name)
        try context.write([provider], isSingle: true)
        guard context.options.effectiveFormat == .table, context.options.fields == nil,
            !context.options.quiet
        else { return }
        let budgets = provider.spending.map { "budget: \(BudgetRow($0).text)\n" }.joined()
        if !budgets.isEmpty { try context.output.data.write("\n" + budgets) }
        var tables: [Table] = []
        if let limits = provider.limits { tables.append(Self.table(limits)) }
        if !provider.scores.isEmpty { tables.append(Self.table(provider.scores)) }
        for table in tables {
            try context.output.data.write(
                "\n" + table.text(fitting: context.tableWidth, style: context.dataStyle))
        }
    }

    /// What its models take; a value with `?` stands on some pages of the service and not on others.
    private static func table(_ limits: ProfileLimits) -> Table {
        func any(_ words: [String]) -> String {
            words.isEmpty ? "any" : words.joined(separator: ", ")
        }
        return Table(
            columns: [TableColumn("MODEL")]
                + ["SECONDS", "SIZES", "STYLES", "A SECOND COSTS"].map {
                    TableColumn($0, isFlexible: true)
                },
            rows: limits.models.map { model in
                [
                    model.name ?? "any other", any(model.seconds), any(model.geometries),
                    model.styles.joined(separator: ", "), model.prices.joined(separator: "; "),
                ]
            })
    }

    /// What came of its tasks, by model.
    private static func table(_ scores: [ModelScore]) -> Table {
        Table(
            columns: [TableColumn("MODEL", isFlexible: true)]
                + ["DELIVERED", "VERIFIED", "MISMATCH", "CORRUPT", "FAILED", "EXPIRED"].map {
                    TableColumn($0, alignment: .right)
                } + [
                    TableColumn("MEDIAN WAIT", alignment: .right),
                    TableColumn("COST A VERIFIED SECOND", alignment: .right),
                ],
            rows: scores.map { score in
                [score.model]
                    + [
                        score.delivered, score.verified, score.mismatch, score.corrupt,
                        score.failed,
                        score.expired,
                    ].map(String.init) + [
                        score.medianWait.map(HumanFormat.duration(seconds:)) ?? "",
                        score.costPerSecond?.description ?? "",
                    ]
            })
    }
}
