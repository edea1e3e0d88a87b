import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib library check`.
struct LibraryCheckCommand: SoralibCommand {
    static let result = CommandResult(.one("check"))
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Looks for everything that is wrong in the library, and says what mends it.",
        discussion: """
            The catalogue and its history, every original, what ended runs left, and who may read it. \
            Whether a clip is what was asked for is `soralib verify`.
            """,
        usage: "[--rehash] [--repair]",
        examples: [
            CommandExample("soralib library check"),
            CommandExample("soralib library check --rehash", "reads every byte, too"),
            CommandExample(
                "soralib library check --repair", "mends what can be mended without a loss"),
        ],
        exitStatus: [
            CommandExitStatus(0, "nothing is wrong, or all of it was mended"),
            CommandExitStatus(1, "something is wrong"),
        ])

    @Flag(help: "Read every original, and compare its digest.")
    var rehash = false

    @Flag(help: "Mend what can be mended without a loss.")
    var `repair` = false

    func run(in context: CommandContext) async throws {
        let style = context.messageStyle
        let progress = BytesProgress("check", context)
        defer { progress.end() }
        let summary = try Library.check(
            named: context.options.library, isRehashing: rehash,
            isRepairing: `repair` && !context.options.dryRun, context: context.library
        ) { _, bytes in
            if rehash { progress.update(bytes, of: nil) }
        } report: { finding in
            guard !context.options.quiet, !context.options.writesJSON else { return }
            progress.end()
            let word =
                finding.isRepaired ? style.green("mended") : style.yellow(finding.kind.rawValue)
            try context.output.messages.line(
                "\(word)  \(Escaping.oneLine(finding.subject))  \(Escaping.oneLine(finding.message))"
            )
            if !finding.isRepaired, let remedy = finding.remedy {
                try context.output.messages.line("  \(Escaping.oneLine(remedy))")
            }
        }
        if summary.isPartial {
            context.say("a sync is running: what it is working on was not looked at")
        }
        try context.write(json: Self.json(summary)) {
            let left = summary.findings.count { !$0.isRepaired }
            let mended = summary.findings.count - left
            let found = left == 0 ? "nothing is wrong" : "\(left) wrong"
            let repaired = mended == 0 ? "" : ", \(mended) mended"
            return
                "\(summary.objects) originals, \(HumanFormat.bytes(summary.bytes)): \(found)\(repaired)\n"
        }
        if !summary.isClean { throw StatusOnly(status: .failure) }
    }

    private static func json(_ summary: LibraryCheck.Summary) -> String {
        let findings = summary.findings.map { finding in
            "{\"code\":\"\(finding.kind.rawValue)\",\"subject\":\(JSONEscaping.string(finding.subject)),"
                + "\"message\":\(JSONEscaping.string(finding.message)),"
                + "\"remedy\":\(finding.remedy.map(JSONEscaping.string) ?? "null"),"
                + "\"repaired\":\(finding.isRepaired)}"
        }
        return "{\"objects\":\(summary.objects),\"bytes\":\(summary.bytes),"
            + "\"partial\":\(summary.isPartial),\"findings\":[\(findings.joined(separator: ","))]}"
    }
}
