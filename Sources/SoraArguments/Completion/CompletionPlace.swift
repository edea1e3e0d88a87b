/// Where on a command line a completion is asked for; a line that is wrong has one too.
package struct CompletionPlace: Sendable {
    /// What can stand there.
    package enum Wanted: Sendable {
        case command
        case option
        /// A value of a declaration; of a positional argument, how many words stand before it.
        case value(ArgumentDefinition, index: Int)
        case nothing
    }

    /// The command that the words before lead to.
    package private(set) var node: CommandNode
    package private(set) var wanted: Wanted = .nothing
    /// What is typed of it so far.
    package private(set) var typed: String
    /// What stands before that in the same word: `--tag=`.
    package private(set) var prefix = ""
    /// The positional arguments before it.
    package private(set) var operands: [String] = []
    /// The options and flags that are given, by name, with their values.
    package private(set) var given: [String: [String]] = [:]

    /// Finds the place.
    ///
    /// - Parameters:
    ///   - words: the words behind the program's name; the last is the one at the cursor.
    ///   - root: the program.
    package init(_ words: [String], root: CommandNode) {
        node = root
        typed = words.last ?? ""
        var pending: ArgumentDefinition?
        var optionsEnded = false
        for word in words.dropLast() {
            if let definition = pending {
                given[definition.display, default: []].append(word)
                pending = nil
            } else if optionsEnded || !word.hasPrefix("-") || word == "-" {
                operand(word)
            } else if word == "--" {
                optionsEnded = true
            } else {
                pending = option(word)
            }
        }
        if let pending {
            wanted = .value(pending, index: 0)
        } else if !optionsEnded, typed.hasPrefix("-") {
            atOption()
        } else if node.isGroup {
            wanted = .command
        } else {
            atOperand()
        }
    }

    /// What a declaration was given last.
    package func value(of name: String) -> String? { given[name]?.last }

    private mutating func operand(_ word: String) {
        guard node.isGroup else { return operands.append(word) }
        if let child = node.child(named: word) { node = child }
    }

    /// An option before the cursor.
    ///
    /// - Returns: its declaration where its value is the next word.
    private mutating func option(_ word: String) -> ArgumentDefinition? {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isLong = word.hasPrefix("--")
        let name: ArgumentName? =
            isLong
            ? .long(String(parts[0].dropFirst(2))) : word.dropFirst().first.map { .short($0) }
        guard let name, let definition = definition(named: name) else { return nil }
        if definition.form == .flag {
            given[definition.display, default: []].append("")
            return nil
        }
        let attached: String? =
            isLong
            ? (parts.count == 2 ? String(parts[1]) : nil)
            : (word.count > 2 ? String(word.dropFirst(2)) : nil)
        guard let attached else { return definition }
        given[definition.display, default: []].append(attached)
        return nil
    }

    private mutating func atOption() {
        wanted = .option
        guard typed.hasPrefix("--"), let equals = typed.firstIndex(of: "=") else { return }
        let name = ArgumentName.long(String(typed[..<equals].dropFirst(2)))
        guard let definition = definition(named: name), definition.form == .option else {
            return wanted = .nothing
        }
        prefix = String(typed[...equals])
        typed = String(typed[equals...].dropFirst())
        wanted = .value(definition, index: 0)
    }

    private mutating func atOperand() {
        let positionals = node.positionals
        if operands.count < positionals.count {
            wanted = .value(positionals[operands.count], index: operands.count)
        } else if let last = positionals.last, last.isRepeating {
            wanted = .value(last, index: operands.count)
        }
    }

    private func definition(named name: ArgumentName) -> ArgumentDefinition? {
        if let definition = node.definition(named: name) { return definition }
        guard node.isGroup else { return nil }
        return node.subtree.lazy.compactMap { $0.definition(named: name) }.first
    }
}

/// What the declarations alone know.
extension CompletionPlace {
    /// The commands that can stand here.
    package var commands: [CompletionCandidate] {
        node.children.filter(\.configuration.shouldDisplay).map {
            CompletionCandidate($0.name, $0.configuration.abstract)
        } + [CompletionCandidate(BuiltIn.helpCommand, Wording.Help.showHelp)]
    }

    /// The options that can be given here, and were not yet.
    package var options: [CompletionCandidate] {
        let definitions = node.options.filter { definition in
            definition.help.shouldDisplay
                && (definition.isRepeating || given[definition.display] == nil)
        }
        var found = definitions.flatMap { definition in
            definition.allNames.filter { !$0.isShort }.map {
                CompletionCandidate($0.description, definition.help.abstract)
            }
        }
        found.append(CompletionCandidate("--help", Wording.Help.showHelp))
        if node.isRoot, node.configuration.version != nil {
            found.append(CompletionCandidate("--version", Wording.Help.showVersion))
        }
        return found
    }
}
