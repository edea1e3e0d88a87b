/// A manual page: the program's own, or that of one of its commands with the commands inside.
package struct ManualPage {
    /// What man(1) finds it by: `soralib`, `soralib-queue`.
    package let name: String
    /// The page in mdoc(7).
    package let text: String

    /// The pages of a program.
    ///
    /// - Parameters:
    ///   - tree: its commands.
    ///   - date: the day that the pages are of, such as `November 21, 2026`.
    /// - Returns: the pages, the program's own first.
    package static func all(of tree: CommandTree, date: String) -> [ManualPage] {
        let shown = tree.root.children.filter(\.configuration.shouldDisplay)
        return ([tree.root] + shown).map { ManualPage($0, root: tree.root, date: date) }
    }

    private init(_ node: CommandNode, root: CommandNode, date: String) {
        name = node.path.joined(separator: "-")
        var writer = ManualWriter(root: root)
        writer.page(node, name: name, date: date)
        text = writer.page.text
    }
}

/// Writes one page.
private struct ManualWriter {
    let root: CommandNode
    var page = Mdoc()

    init(root: CommandNode) { self.root = root }

    mutating func page(_ node: CommandNode, name: String, date: String) {
        let configuration = node.configuration
        page.macros("Dd \(date)")
        page.macros("Dt \(Mdoc.escaped(name.uppercased())) 1")
        page.macros("Os")
        page.macros("Sh NAME")
        page.macro("Nm", name)
        page.macro("Nd", Self.clause(configuration.abstract))
        page.macros("Sh SYNOPSIS")
        if node.isGroup, !node.isRoot {
            for child in node.children { synopsis(child) }
        } else {
            synopsis(node)
        }
        page.macros("Sh DESCRIPTION")
        page.prose(configuration.abstract)
        if !configuration.discussion.isEmpty {
            page.macros("Pp")
            page.paragraphs(configuration.discussion)
        }
        node.isGroup ? group(node) : command(node)
        if !configuration.environment.isEmpty {
            page.macros("Sh ENVIRONMENT")
            terms(configuration.environment.map { ($0.name, $0.meaning) }, macro: "Ev")
        }
        if !node.isGroup || node.isRoot {
            page.macros("Sh EXIT STATUS")
            statuses(node)
            page.macros("Sh EXAMPLES")
            examples(node)
        }
        seeAlso(node)
    }

    /// How a command is called.
    private mutating func synopsis(_ node: CommandNode) {
        let usage = UsageLine(node).text
        let words = node.path.joined(separator: " ")
        page.macro("Nm", words)
        let rest = usage.dropFirst(words.count + 1)
        if !rest.isEmpty { page.line(String(rest)) }
    }

    private mutating func group(_ node: CommandNode) {
        if !node.isRoot {
            options(node.definitions.filter { $0.form != .positional })
            page.macros("Sh COMMANDS")
            for child in node.children.filter(\.configuration.shouldDisplay) { inner(child) }
            return
        }
        for section in node.sections {
            page.macro("Ss", section.title)
            page.macros("Bl -tag -width Ds")
            for child in section.children {
                page.macros("It Xr \(Mdoc.escaped(child.path.joined(separator: "-"))) 1")
                page.prose(child.configuration.abstract)
            }
            page.macros("El")
        }
        page.macros("Ss Options of every command")
        page.macros("Bl -tag -width Ds")
        for definition in node.options.filter(\.help.shouldDisplay) { item(definition) }
        page.macros("El")
    }

    private mutating func command(_ node: CommandNode) {
        arguments(node)
        options(node.definitions.filter { $0.form != .positional })
        page.macros("Pp")
        page.prose("The options that every command takes are in")
        page.macros("Xr \(root.name) 1 .")
    }

    /// A command of a group, in a part of the group's page.
    private mutating func inner(_ node: CommandNode) {
        page.macro("Ss", node.path.dropFirst().joined(separator: " "))
        page.prose(node.configuration.abstract)
        if !node.configuration.discussion.isEmpty {
            page.macros("Pp")
            page.paragraphs(node.configuration.discussion)
        }
        arguments(node)
        options(node.definitions.filter { $0.form != .positional })
        if !node.configuration.exitStatus.isEmpty {
            page.macros("Pp")
            page.prose("Exit status:")
            statuses(node)
        }
        if !node.configuration.examples.isEmpty {
            page.macros("Pp")
            page.prose("Examples:")
            examples(node)
        }
    }

    private mutating func arguments(_ node: CommandNode) {
        let shown = node.positionals.filter(\.help.shouldDisplay)
        guard !shown.isEmpty else { return }
        page.macros("Pp")
        page.prose("Its arguments are:")
        page.macros("Bl -tag -width Ds")
        for definition in shown {
            let dots = definition.isRepeating ? " ..." : ""
            page.macros("It Ar \(Mdoc.argument(definition.valueName))\(dots)")
            page.prose(definition.explanation)
        }
        page.macros("El")
    }

    private mutating func options(_ definitions: [ArgumentDefinition]) {
        let shown = definitions.filter(\.help.shouldDisplay)
        guard !shown.isEmpty else { return }
        page.macros("Pp")
        page.prose("Its options are:")
        page.macros("Bl -tag -width Ds")
        for definition in shown { item(definition) }
        page.macros("El")
    }

    private mutating func item(_ definition: ArgumentDefinition) {
        let names = definition.allNames.map {
            "Fl \(Mdoc.escaped(String($0.description.dropFirst())))"
        }
        var line = names.joined(separator: " , ")
        if definition.form == .option { line += " Ar \(Mdoc.argument(definition.valueName))" }
        page.macros("It \(line)")
        page.prose(definition.explanation)
    }

    private mutating func statuses(_ node: CommandNode) {
        terms(node.configuration.exitStatus.map { ("\($0.code)", $0.meaning) }, macro: "Li")
    }

    private mutating func terms(_ rows: [(String, String)], macro: String) {
        page.macros("Bl -tag -width Ds")
        for (term, meaning) in rows {
            page.macros("It \(macro) \(Mdoc.argument(term))")
            page.prose(meaning)
        }
        page.macros("El")
    }

    private mutating func examples(_ node: CommandNode) {
        page.macros("Bl -tag -width Ds")
        for example in node.configuration.examples {
            page.macros("It Li \(Mdoc.argument(example.command))")
            if !example.explanation.isEmpty { page.prose(example.explanation) }
        }
        page.macros("El")
    }

    private mutating func seeAlso(_ node: CommandNode) {
        page.macros("Sh SEE ALSO")
        let names = root.children.filter(\.configuration.shouldDisplay).map {
            $0.path.joined(separator: "-")
        }
        .sorted()
        let shown = node.isRoot ? names : [root.name]
        for (index, name) in shown.enumerated() {
            page.macros("Xr \(Mdoc.escaped(name)) 1\(index + 1 < shown.count ? " ," : "")")
        }
    }

    /// `Makes a library.` as what follows a dash.
    private static func clause(_ sentence: String) -> String {
        let words = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
