import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib diff A B`.
struct DiffCommand: SoralibCommand {
    static let result = CommandResult(.one("diff"))
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Shows in what two clips differ: the prompt word by word, the request, the result.",
        discussion: "Tasks, prompts and their revisions, and images are compared, too.",
        usage: "A B",
        examples: [
            CommandExample("soralib diff v27 v31", "a clip and its remix"),
            CommandExample("soralib diff p12 p14", "two revisions of a prompt"),
            CommandExample("soralib diff v27 t40 --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "shown, whether they differ or not"),
            CommandExitStatus(65, "they are of kinds that cannot be compared"),
            CommandExitStatus(66, "there is no such object"),
        ])

    @Argument(help: ArgumentHelp("A video, a task, a prompt or an image.", valueName: "A"))
    var before: String

    @Argument(help: ArgumentHelp("What it is compared with.", valueName: "B"))
    var after: String

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let handles = try library.handles([before, after])
        let difference = try library.difference(handles[0], handles[1])
        try context.write(json: Self.json(difference)) {
            Self.text(difference, context.dataStyle)
        }
    }

    private static func text(_ difference: ObjectDifference, _ style: TerminalStyle) -> String {
        if difference.isEmpty { return "\(difference.before) and \(difference.after) are alike\n" }
        var lines = [style.bold("\(difference.before) → \(difference.after)")]
        if let prompt = difference.prompt, !prompt.isEmpty {
            lines.append("  prompt  " + words(prompt, style))
        }
        let width = difference.fields.map(\.name.count).max() ?? 0
        for field in difference.fields {
            let name = field.name.replacing("_", with: " ")
            let padding = String(repeating: " ", count: width - name.count)
            lines.append(
                "  \(name)\(padding)  \(style.red(shown(field.before))) → \(style.green(shown(field.after)))"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Without colours, what went stands in brackets and what came in braces, as `wdiff` has it.
    private static func words(_ difference: WordDifference, _ style: TerminalStyle) -> String {
        difference.parts.map { part in
            let text = Escaping.oneLine(part.text)
            switch part.lot {
            case .same: return text
            case .removed: return style.isColored ? style.red(text) : "[-\(text)-]"
            case .added: return style.isColored ? style.green(text) : "{+\(text)+}"
            }
        }.joined(separator: " ")
    }

    private static func shown(_ value: String?) -> String {
        guard let value else { return "none" }
        let words = value.first == "[" || value.first == "{" ? JSONWords.text(value) : value
        return Escaping.oneLine(words)
    }

    private static func json(_ difference: ObjectDifference) -> String {
        func text(_ value: String?) -> String { value.map(JSONEscaping.string) ?? "null" }
        let prompt = difference.prompt.map { prompt in
            "["
                + prompt.parts.map {
                    "{\"change\":\"\($0.lot.rawValue)\",\"text\":\(JSONEscaping.string($0.text))}"
                }.joined(separator: ",") + "]"
        }
        let fields = difference.fields.map {
            "{\"field\":\"\($0.name)\",\"a\":\(text($0.before)),\"b\":\(text($0.after))}"
        }
        return "{\"a\":\"\(difference.before)\",\"b\":\"\(difference.after)\","
            + "\"prompt\":\(prompt ?? "null"),\"fields\":[\(fields.joined(separator: ","))]}"
    }
}
