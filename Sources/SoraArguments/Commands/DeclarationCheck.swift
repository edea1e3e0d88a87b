/// Finds what is wrong with the declarations of one command.
struct DeclarationCheck {
    let node: CommandNode

    func problems() -> [String] {
        let found = command() + names() + redeclared() + positionals() + properties()
        return found.map { "\(node.path.joined(separator: " ")): \($0)" }
    }

    private func command() -> [String] {
        var found: [String] = []
        if node.configuration.abstract.isEmpty { found.append("has no abstract") }
        if node.isGroup != (node.type is any CommandGroup.Type) {
            found.append("is a CommandGroup without commands, or holds commands and is none")
        }
        if !node.isRoot, node.configuration.version != nil { found.append("has a version") }
        let named = node.configuration.optionSections.flatMap(\.names)
        found += Self.duplicates(of: named).map { "puts \($0) under two headings" }
        let declared = node.definitions.map(\.display)
        found += named.filter { !declared.contains($0) }
            .map { "puts \($0) under a heading, and has no such option" }
        let words = node.configuration.subcommands.flatMap { [$0.name] + $0.configuration.aliases }
        found += Self.duplicates(of: words + [BuiltIn.helpCommand])
            .map { "has two commands called '\($0)'" }
        return found
    }

    private func names() -> [String] {
        var found: [String] = []
        for definition in node.definitions {
            if definition.help.abstract.isEmpty, definition.help.shouldDisplay {
                found.append("\(definition.display) has no help")
            }
            if definition.form != .positional, definition.names.isEmpty {
                found.append("\(definition.path) has no name")
            }
            for case .long(let name) in definition.names
            where !name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
                || name.count < 2
            {
                found.append("--\(name) is not a long name")
            }
            for case .short(let name) in definition.names where !(name.isASCII && name.isLetter) {
                found.append("-\(name) is not a letter")
            }
        }
        let builtIn = BuiltIn.help + (node.isRoot ? BuiltIn.version : [])
        let all = node.definitions.flatMap(\.allNames) + builtIn
        return found + Self.duplicates(of: all.map(\.description)).map { "declares \($0) twice" }
    }

    /// An option may be declared anew below, but not so that its value would be read differently.
    private func redeclared() -> [String] {
        node.children.flatMap { child in
            child.definitions.flatMap { inner in
                node.options.filter { outer in
                    !Set(inner.allNames).isDisjoint(with: outer.allNames)
                        && (inner.form != outer.form
                            || outer.isRequired && inner.origin != outer.origin)
                }.map { "\($0.display) means something else in '\(child.name)'" }
            }
        }
    }

    private func positionals() -> [String] {
        let positionals = node.positionals
        var found: [String] = []
        if node.isGroup, !positionals.isEmpty {
            found.append("holds commands, so it cannot have \(positionals[0].display)")
        }
        for (index, argument) in positionals.enumerated() where index + 1 < positionals.count {
            if argument.isRepeating {
                found.append("\(argument.display) takes all words, so it must be the last")
            } else if !argument.isRequired, positionals[index + 1].isRequired {
                found.append(
                    "\(positionals[index + 1].display) is required, \(argument.display) before it is not"
                )
            }
        }
        return found
    }

    private func properties() -> [String] {
        Mirror(reflecting: node.type.init()).children
            .filter { !($0.value is any ArgumentWrapper) }
            .map { "\($0.label ?? "a property") is stored and not declared" }
    }

    private static func duplicates(of words: [String]) -> [String] {
        Dictionary(grouping: words) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }
}
