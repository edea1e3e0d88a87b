/// Sorts the words of a command line into commands, options and positional arguments.
struct WordScanner {
    private(set) var nodes: [CommandNode]
    private(set) var options: [Occurrence] = []
    private(set) var operands: [String] = []
    private(set) var problems: [UsageProblem] = []
    private(set) var asksForHelp = false
    private(set) var asksForVersion = false
    /// Whether help is to leave nothing out.
    private(set) var asksForAll = false

    private var rest: ArraySlice<String>
    private var optionsEnded = false

    /// Sorts the words.
    ///
    /// - Throws: `ScanStop` at a word that should be a command and is none: what follows it has no meaning.
    init(_ words: [String], root: CommandNode) throws(ScanStop) {
        nodes = [root]
        rest = words[...]
        while let word = rest.popFirst() {
            if optionsEnded || !looksLikeOption(word) {
                try operand(word)
            } else if word == "--" {
                optionsEnded = true
            } else if word.hasPrefix("--") {
                long(word)
            } else {
                short(word)
            }
        }
        rejectForeignOptions()
    }

    var current: CommandNode { nodes[nodes.count - 1] }
    private var level: Int { nodes.count - 1 }

    /// `-` is a word (standard input), and so is a negative number.
    private func looksLikeOption(_ word: String) -> Bool {
        guard word.hasPrefix("-"), word.count > 1 else { return false }
        let second = word.dropFirst().first
        let isNumber = second.map { $0.isWholeNumber || $0 == "." } == true && Double(word) != nil
        return !isNumber
    }

    private mutating func operand(_ word: String) throws(ScanStop) {
        guard current.isGroup else { return operands.append(word) }
        if let child = current.child(named: word) {
            nodes.append(child)
        } else if word == BuiltIn.helpCommand {
            asksForHelp = true
        } else {
            let visible = current.children.filter(\.configuration.shouldDisplay)
            let names = visible.flatMap { [$0.name] + $0.configuration.aliases }
            throw ScanStop(
                node: current,
                problem: .unknownCommand(
                    word, suggestion: Suggestion.nearest(to: word, among: names)))
        }
    }

    private mutating func long(_ word: String) {
        let parts = word.dropFirst(2).split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let attached = parts.count == 2 ? String(parts[1]) : nil
        let name = ArgumentName.long(String(parts[0]))
        if asksForHelp, current.isRoot, attached == nil, name == BuiltIn.all {
            // A command may have an option of that name; behind help it is help's.
            asksForAll = true
        } else if let definition = definition(named: name) {
            take(name, of: definition, attached: attached)
        } else if attached == nil, BuiltIn.help.contains(name) {
            asksForHelp = true
        } else if attached == nil, BuiltIn.version.contains(name), answersVersion {
            asksForVersion = true
        } else {
            unknown(name.description)
        }
    }

    /// One short option, several flags at once (`-qv`), or an option with its value (`-ofile`).
    private mutating func short(_ word: String) {
        var letters = word.dropFirst()
        let names = letters.map(ArgumentName.short)
        let known = names.prefix { definition(named: $0)?.form == .flag || isHelp($0) }.count
        guard known == names.count || definition(named: names[known])?.form == .option else {
            return unknown(word)
        }
        while let letter = letters.popFirst() {
            let name = ArgumentName.short(letter)
            guard let definition = definition(named: name) else {
                asksForHelp = true
                continue
            }
            if definition.form == .flag {
                take(name, of: definition, attached: nil)
            } else {
                return take(
                    name, of: definition, attached: letters.isEmpty ? nil : String(letters))
            }
        }
    }

    private mutating func take(
        _ name: ArgumentName, of definition: ArgumentDefinition, attached: String?
    ) {
        var occurrence = Occurrence(name: name, level: level)
        switch (definition.form, attached) {
        case (.flag, let value?):
            problems.append(.unwantedValue(name.description, value: value))
        case (.flag, nil):
            options.append(occurrence)
        case (_, let value?):
            occurrence.value = value
            options.append(occurrence)
        case (_, nil):
            if let next = rest.first, !looksLikeOption(next) {
                rest.removeFirst()
                occurrence.value = next
                options.append(occurrence)
            } else {
                problems.append(
                    .missingValue(
                        name.description, valueName: definition.valueName, next: rest.first))
            }
        }
    }

    private mutating func unknown(_ name: String) {
        problems.append(
            .unknownOption(name, suggestion: Suggestion.option(for: name, in: current)))
    }

    private func isHelp(_ name: ArgumentName) -> Bool { BuiltIn.help.contains(name) }

    private var answersVersion: Bool { current.isRoot && current.configuration.version != nil }

    /// What a name means: before the last command word also what any command below calls so, as
    /// an option may stand before the command that it belongs to.
    private func definition(named name: ArgumentName) -> ArgumentDefinition? {
        if let definition = current.definition(named: name) { return definition }
        guard current.isGroup, !isHelp(name) else { return nil }
        return current.subtree.lazy.compactMap { $0.definition(named: name) }.first
    }

    /// Options that were taken on trust before a command word have to belong to that command.
    private mutating func rejectForeignOptions() {
        let node = current
        guard !node.isGroup else { return }
        for name in options.compactMap(\.name) where node.definition(named: name) == nil {
            unknown(name.description)
        }
    }
}

/// Why the words after some word cannot be sorted.
struct ScanStop: Error {
    var node: CommandNode
    var problem: UsageProblem
}
