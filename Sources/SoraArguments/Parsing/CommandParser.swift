/// Reads command lines for a program.
package struct CommandParser<Context: Sendable>: Sendable {
    private let root: any Command<Context>.Type
    private let width: Int

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - root: The program itself, which holds its commands.
    ///   - width: Columns that help is wrapped to.
    package init(root: any Command<Context>.Type, width: Int = 80) {
        self.root = root
        self.width = width
    }

    /// Reads one command line.
    ///
    /// - Parameter words: The words after the program's name.
    /// - Returns: The command, its values read and validated.
    /// - Throws: `UsageError` with everything that is wrong; `CleanExit` when help or the version was asked
    ///   for; whatever `validate()` of a command throws beside `ValidationError`.
    package func parse(_ words: [String]) throws -> ParsedCommand<Context> {
        let scan: WordScanner
        do {
            scan = try WordScanner(words, root: CommandNode(root: root))
        } catch {
            throw UsageError(error.node, problems: [error.problem])
        }
        let node = scan.current
        let isBrief = node.isRoot && !scan.asksForAll
        if scan.asksForHelp {
            throw CleanExit.help(HelpText(node, width: width, isBrief: isBrief).text)
        }
        if scan.asksForVersion, let version = scan.nodes[0].configuration.version {
            throw CleanExit.version(version + "\n")
        }
        if node.isGroup {
            let missing = UsageProblem.missingCommand(node.path.joined(separator: " "))
            throw UsageError(
                node, problems: scan.problems + [missing],
                help: scan.problems.isEmpty
                    ? HelpText(node, width: width, isBrief: isBrief).text : nil)
        }
        let reading = ValueReading(scan)
        guard reading.problems.isEmpty else { throw UsageError(node, problems: reading.problems) }
        var commands: [any Command<Context>] = []
        var parts: [any ParsableArguments] = []
        for (node, values) in zip(scan.nodes, reading.values) {
            let decoder = WordDecoder(values: values)
            let command = try decode(node.type, from: decoder)
            commands.append(command)
            parts += decoder.groups.all + [command]
        }
        try validate(parts, at: node)
        return ParsedCommand(
            command: commands[commands.count - 1], ancestors: commands.dropLast(), node: node)
    }

    private func decode(
        _ type: any Command.Type, from decoder: WordDecoder
    ) throws -> any Command<Context> {
        guard let type = type as? any Command<Context>.Type else { throw WordDecoder.unsupported }
        return try type.init(from: decoder)
    }

    /// Runs `validate()` of every command and option group, the outer ones first.
    private func validate(_ parts: [any ParsableArguments], at node: CommandNode) throws {
        var problems: [UsageProblem] = []
        for part in parts {
            do {
                try part.validate()
            } catch let error as ValidationError {
                problems += error.messages.map(UsageProblem.invalid)
                    .filter { !problems.contains($0) }
            }
        }
        guard problems.isEmpty else { throw UsageError(node, problems: problems) }
    }
}
