/// A command where it stands among the others.
package struct CommandNode: Sendable {
    package let type: any Command.Type
    /// The words that call it, the program's name first.
    package let path: [String]
    package let configuration: CommandConfiguration
    /// What it declares itself, in order.
    package let definitions: [ArgumentDefinition]
    /// What the commands above declare and it does not declare anew.
    package let inherited: [ArgumentDefinition]

    /// The node of a program's first command.
    package init(root: any Command.Type) { self.init(root, path: [], inherited: []) }

    private init(_ type: any Command.Type, path: [String], inherited: [ArgumentDefinition]) {
        self.type = type
        self.path = path + [type.name]
        configuration = type.configuration
        definitions = ArgumentDefinition.all(in: type.init())
        let own = Set(definitions.flatMap(\.allNames))
        self.inherited = inherited.filter { own.isDisjoint(with: $0.allNames) }
        options = (definitions + self.inherited).filter { $0.form != .positional }
    }

    package var name: String { type.name }
    package var isGroup: Bool { !configuration.sections.isEmpty }
    package var isRoot: Bool { path.count == 1 }

    /// Every option and flag that may be given with it.
    package let options: [ArgumentDefinition]

    package var positionals: [ArgumentDefinition] {
        definitions.filter { $0.form == .positional }
    }

    package var children: [CommandNode] { configuration.subcommands.map(node) }

    /// The commands that help shows, in its groups.
    var sections: [(title: String, children: [CommandNode])] {
        let all = children
        return configuration.sections.map { section in
            let names = section.subcommands.map { $0.name }
            let shown = all.filter { names.contains($0.name) && $0.configuration.shouldDisplay }
            return (section.title, shown)
        }
    }

    /// The command inside that a word calls, by its name or an alias.
    package func child(named word: String) -> CommandNode? {
        configuration.subcommands
            .first { $0.name == word || $0.configuration.aliases.contains(word) }.map(node)
    }

    /// This node and all below it, each before its children.
    package var subtree: [CommandNode] { [self] + children.flatMap(\.subtree) }

    private func node(_ type: any Command.Type) -> CommandNode {
        CommandNode(type, path: path, inherited: options)
    }

    /// The heading of a declaration in help; empty for the command's own options.
    func heading(of definition: ArgumentDefinition) -> String {
        let own = configuration.optionSections.first { $0.names.contains(definition.display) }
        return own?.title ?? definition.section
    }

    /// The declaration that a name means here.
    func definition(named name: ArgumentName) -> ArgumentDefinition? {
        options.first { $0.allNames.contains(name) }
    }
}
