/// What a command is called, and what help says of it.
package struct CommandConfiguration: Sendable {
    /// The word that calls it; made from the type's name when nil.
    package var commandName: String?
    /// One line on what it does.
    package var abstract: String
    /// Paragraphs separated by empty lines; lines that start with a space are kept as they are.
    package var discussion: String
    /// The usage without the command's path, such as `TEXT|pN|-`; made from the declarations when nil.
    package var usage: String?
    package var examples: [CommandExample]
    package var exitStatus: [CommandExitStatus]
    /// The variables of the environment that it looks at.
    package var environment: [CommandVariable]
    /// Printed by `--version`; only the root has it.
    package var version: String?
    /// The commands inside, in the groups that help shows them in.
    package var sections: [CommandSection]
    /// The headings under which help puts options; those that are in none stand first.
    package var optionSections: [OptionSection]
    package var aliases: [String]
    /// False for what is accepted but not listed.
    package var shouldDisplay: Bool

    package init(
        commandName: String? = nil, abstract: String = "", discussion: String = "",
        usage: String? = nil, examples: [CommandExample] = [], exitStatus: [CommandExitStatus] = [],
        environment: [CommandVariable] = [], version: String? = nil,
        subcommands: [any Command.Type] = [],
        groupedSubcommands: [CommandSection] = [], optionSections: [OptionSection] = [],
        aliases: [String] = [],
        shouldDisplay: Bool = true
    ) {
        self.commandName = commandName
        self.abstract = abstract
        self.discussion = discussion
        self.usage = usage
        self.examples = examples
        self.exitStatus = exitStatus
        self.environment = environment
        self.version = version
        self.optionSections = optionSections
        let ungrouped = CommandSection("", subcommands)
        sections = (subcommands.isEmpty ? [] : [ungrouped]) + groupedSubcommands
        self.aliases = aliases
        self.shouldDisplay = shouldDisplay
    }

    /// All commands inside, in the order of help.
    package var subcommands: [any Command.Type] { sections.flatMap(\.subcommands) }
}

/// Commands that help lists together.
package struct CommandSection: Sendable {
    package var title: String
    package var subcommands: [any Command.Type]

    package init(_ title: String, _ subcommands: [any Command.Type]) {
        self.title = title
        self.subcommands = subcommands
    }
}

/// Options that help puts under one heading.
package struct OptionSection: Sendable, Equatable {
    package var title: String
    /// Their long names, such as `--limit`.
    package var names: [String]

    package init(_ title: String, _ names: [String]) {
        self.title = title
        self.names = names
    }
}

/// A command line, and what it is good for.
package struct CommandExample: Sendable, Equatable {
    package var command: String
    package var explanation: String

    package init(_ command: String, _ explanation: String = "") {
        self.command = command
        self.explanation = explanation
    }
}

/// An exit code, and when a command ends with it.
package struct CommandExitStatus: Sendable, Equatable {
    package var code: Int32
    package var meaning: String

    package init(_ code: Int32, _ meaning: String) {
        self.code = code
        self.meaning = meaning
    }
}

/// A variable of the environment, and what it is good for.
package struct CommandVariable: Sendable, Equatable {
    package var name: String
    package var meaning: String

    package init(_ name: String, _ meaning: String) {
        self.name = name
        self.meaning = meaning
    }
}
