import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraTerminal

/// The command `soralib library dump [-o FILE]`.
struct LibraryDump: SoralibCommand {
    static let result = CommandResult(.one("dump"))
    static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Writes the whole catalogue as text: one JSON object a line.",
        discussion: """
            Everything but the clips themselves, keys excepted, in an order that stays, so that two dumps can be \
            compared line by line. `library load` reads it back, also into another library.
            """,
        usage: "[-o FILE]",
        examples: [
            CommandExample("soralib library dump -o clips.jsonl"),
            CommandExample("soralib library dump", "to standard output, for another program"),
            CommandExample("soralib library dump --library ~/clips -o ~/clips.jsonl"),
        ],
        exitStatus: [
            CommandExitStatus(0, "written"), CommandExitStatus(73, "there is such a file already"),
        ])

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file, in place of standard output.", valueName: "FILE"),
        completion: .file)
    var output: String?

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        guard let output else {
            let data = context.output.data
            try library.dump { record in
                try data.append { bytes in
                    unsafe record.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
                    bytes.append(UInt8(ascii: "\n"))
                }
            }
            return
        }
        if context.options.dryRun {
            context.say("would write \(output)")
            return
        }
        let bytes = try library.dump(to: output)
        try context.write(
            json: "{\"path\":\(JSONEscaping.string(output)),\"bytes\":\(bytes)}"
        ) { "Wrote \(Escaping.oneLine(output)), \(HumanFormat.bytes(bytes))\n" }
    }
}
