import SoraTerminal

/// What a person sees of the demonstration.
struct DemoScreen {
    private let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    func title(_ text: String) throws {
        try context.output.data.line("\n" + context.dataStyle.bold(Escaping.oneLine(text)))
    }

    /// Says what comes next, and the command that does the same by hand.
    func step(_ what: String, _ command: String) throws {
        let style = context.dataStyle
        try context.output.data.line(
            "\n\(style.bold("# \(what)"))\n\(style.cyan("$ " + Escaping.oneLine(command)))")
        try context.output.flush()
    }

    func show(_ text: String) throws {
        try context.output.data.write(text)
        try context.output.flush()
    }
}
