/// How a command is called, in one line.
package struct UsageLine {
    package let text: String

    package init(_ node: CommandNode) {
        var words = node.path
        if let usage = node.configuration.usage {
            words.append(usage)
        } else {
            words.append(Wording.Help.someOptions)
            words += node.options.filter { $0.isRequired && $0.help.shouldDisplay }
                .map { "\($0.display) \($0.valueName)" }
            words += node.isGroup ? [Wording.Help.command] : node.positionals.map(Self.word)
        }
        text = words.joined(separator: " ")
    }

    /// A positional argument: `ID`, `[ID]`, `ID...` or `[ID...]`.
    private static func word(for argument: ArgumentDefinition) -> String {
        let word = argument.valueName + (argument.isRepeating ? "..." : "")
        return argument.isRequired ? word : "[\(word)]"
    }
}
