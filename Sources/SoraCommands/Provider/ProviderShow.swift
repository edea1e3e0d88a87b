import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib provider show NAME`.
struct ProviderShow: SoralibCommand {
    static let fields = FieldChoice.results(of: ProviderDescription.self, "provider")
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one service, its state, and what came of its tasks.",
        examples: [CommandExample("soralib provider show studio")],
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
            !context.options.quiet, !provider.scores.isEmpty
        else { return }
        try context.output.data.write(
            "\n"
                + Self.table(provider.scores).text(
                    fitting: context.tableWidth, style: context.dataStyle))
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
