/// The help page of a command.
package struct HelpText {
    private let node: CommandNode
    private let width: Int
    private let isBrief: Bool

    /// Prepares a page.
    ///
    /// - Parameters:
    ///   - node: The command.
    ///   - width: Columns to wrap to.
    ///   - isBrief: Whether commands are named alone and the rest is left out, so that it fits a screen.
    package init(_ node: CommandNode, width: Int, isBrief: Bool = false) {
        self.isBrief = isBrief
        self.node = node
        self.width = max(40, width)
    }

    /// The page, with its last newline.
    package var text: String {
        if isBrief { return briefText }
        let configuration = node.configuration
        let intro = [configuration.abstract, aliases].filter { !$0.isEmpty }.joined(separator: " ")
        var blocks = [TextWrapping.lines(of: intro, width: width)]
        blocks.append([Wording.Help.usage, "  " + UsageLine(node).text])
        blocks.append(TextWrapping.lines(of: configuration.discussion, width: width))
        blocks.append(section(Wording.Help.arguments, node.positionals.filter(\.isShown).map(row)))
        // What a program can do comes before how: who has never seen it looks for that.
        blocks += node.isGroup ? [examples] + commands + options : options + [examples]
        let variables = configuration.environment.map { ($0.name, $0.meaning) }
        blocks.append(section(Wording.Help.environment, variables))
        let statuses = configuration.exitStatus.map { ("\($0.code)", $0.meaning) }
        blocks.append(section(Wording.Help.exitStatus, statuses))
        if node.isGroup {
            let more = Wording.Help.more(node.path.joined(separator: " "))
            blocks.append(TextWrapping.lines(of: more, width: width))
        }
        return Self.joined(blocks)
    }

    /// What who has never seen the program needs to begin, and the names of all there is.
    private var briefText: String {
        let configuration = node.configuration
        var blocks = [TextWrapping.lines(of: configuration.abstract, width: width)]
        blocks.append([Wording.Help.usage, "  " + UsageLine(node).text])
        let steps = configuration.examples.map { ($0.command, $0.explanation) }
        blocks.append(section(Wording.Help.begin, steps))
        let groups = node.sections.map { group in
            (group.title, group.children.map(\.name).joined(separator: ", "))
        }
        blocks.append(section(Wording.Help.commands, groups))
        let names = node.options.filter { $0.isShown && $0.form != .positional }.map(\.named)
        let shown = (names + [BuiltIn.help, BuiltIn.version].map { $0[$0.count - 1].description })
            .joined(separator: ", ")
        blocks.append(
            [Wording.Help.optionsEverywhere]
                + TextWrapping.lines(of: shown, width: width - 2).map {
                    "  " + $0.replacing("\u{a0}", with: " ")
                })
        blocks.append(TextWrapping.lines(of: Wording.Help.moreOfAll(node.path[0]), width: width))
        return Self.joined(blocks)
    }

    private static func joined(_ blocks: [[String]]) -> String {
        blocks.filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var aliases: String {
        let names = node.configuration.aliases
        return names.isEmpty ? "" : Wording.Help.aliases(names)
    }

    /// The command's own options first, then each group under its title in the order of declaration.
    private var options: [[String]] {
        // What every command takes stands in full in the program's own help.
        let shown = node.options.filter { $0.isShown && (node.isRoot || !isInherited($0)) }
        var titles = [""] + node.configuration.optionSections.map(\.title)
        for title in shown.map(node.heading) where !titles.contains(title) { titles.append(title) }
        return titles.map { title in
            var rows = shown.filter { node.heading(of: $0) == title }.map(row)
            if title.isEmpty { rows += builtIn }
            return section(title.isEmpty ? Wording.Help.options : title.uppercased(), rows)
        } + inherited
    }

    /// The options of the commands above, by their names alone.
    private var inherited: [[String]] {
        let shown = node.inherited.filter(\.isShown)
        guard !node.isRoot, let first = shown.first else { return [] }
        let more = Wording.Help.more(options: shown.map(\.named), above: node.path[0])
        let title = first.section.isEmpty ? Wording.Help.options : first.section.uppercased()
        return [
            [title]
                + TextWrapping.lines(of: more, width: width - 2).map {
                    "  " + $0.replacing("\u{a0}", with: " ")
                }
        ]
    }

    private func isInherited(_ definition: ArgumentDefinition) -> Bool {
        node.inherited.contains { $0.path == definition.path && $0.origin == definition.origin }
    }

    private var builtIn: [(String, String)] {
        var rows = [(Self.term(BuiltIn.help), Wording.Help.showHelp)]
        if node.isRoot, node.configuration.version != nil {
            rows.append((Self.term(BuiltIn.version), Wording.Help.showVersion))
        }
        return rows
    }

    private var commands: [[String]] {
        node.sections.map { group in
            let widest = group.children.map(\.name.count).max() ?? 0
            let rows = group.children.map { child in
                (child.name, brief(child.configuration.abstract, beside: widest))
            }
            let title = group.title.isEmpty ? Wording.Help.commands : group.title.uppercased()
            return section(title, rows)
        }
    }

    /// What a command does, on one line where its first clause says enough: its own help has the rest.
    private func brief(_ abstract: String, beside term: Int) -> String {
        guard term + 4 + abstract.count > width else { return abstract }
        let clause = abstract.prefix { $0 != ":" && $0 != ";" }
        return clause.count < abstract.count ? clause + "." : abstract
    }

    private var examples: [String] {
        let examples = node.configuration.examples
        guard !examples.isEmpty else { return [] }
        return [Wording.Help.examples]
            + examples.flatMap { example in
                let explanation = TextWrapping.lines(of: example.explanation, width: width - 6)
                return ["  \(example.command)"] + explanation.map { "      \($0)" }
            }
    }

    private func section(_ title: String, _ rows: [(String, String)]) -> [String] {
        rows.isEmpty ? [] : [title] + TextWrapping.columns(rows, width: width)
    }

    private func row(_ definition: ArgumentDefinition) -> (String, String) {
        var term = definition.valueName + (definition.isRepeating ? "..." : "")
        if definition.form != .positional {
            term = Self.term(definition.allNames)
            if definition.form == .option { term += " \(definition.valueName)" }
        }
        return (term, definition.explanation)
    }

    /// `-f, --format`, or `    --limit` so that long names stand in one column.
    private static func term(_ names: [ArgumentName]) -> String {
        let start = names.first?.isShort == true ? "" : "    "
        return start + names.map(\.description).joined(separator: ", ")
    }
}

extension ArgumentDefinition {
    fileprivate var isShown: Bool { help.shouldDisplay }

    /// The name, and what stands for the value, on one line.
    fileprivate var named: String {
        (form == .option ? "\(display) \(valueName)" : display).replacing(" ", with: "\u{a0}")
    }

    /// The help of a declaration with what follows from it.
    var explanation: String {
        var sentences = [help.abstract]
        if !choices.isEmpty { sentences.append(Wording.Help.choices(choices)) }
        if let defaultDescription {
            sentences.append(Wording.Help.defaultValue(defaultDescription))
        }
        if let variable = help.variable { sentences.append(Wording.Help.variable(variable)) }
        if form == .option, isRepeating { sentences.append(Wording.Help.repeatable) }
        if form == .option, isRequired { sentences.append(Wording.Help.required) }
        return sentences.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
