/// Reads the sorted words as the values of the commands they were given to.
struct ValueReading {
    /// Boxed values by the path of their property, for each command from the root on.
    private(set) var values: [[String: any Sendable]] = []
    private(set) var problems: [UsageProblem] = []

    init(_ scan: WordScanner) {
        problems = scan.problems
        let leaf = scan.current
        for node in scan.nodes {
            values.append([:])
            var operands = scan.operands[...]
            var lastTaken: ArraySlice<String> = []
            for definition in node.definitions {
                let given: [Occurrence]
                if definition.form == .positional {
                    lastTaken = definition.isRepeating ? operands : operands.prefix(1)
                    operands = operands.dropFirst(lastTaken.count)
                    given = lastTaken.map { Occurrence(value: $0, level: 0) }
                } else {
                    given = Self.options(for: definition, of: scan)
                }
                read(definition, from: given)
            }
            if node.path == leaf.path { surplus(operands, after: lastTaken) }
        }
    }

    /// What was given for a definition; nothing when a command below declares the name anew.
    private static func options(
        for definition: ArgumentDefinition, of scan: WordScanner
    ) -> [Occurrence] {
        scan.options.filter { option in
            guard let name = option.name, definition.allNames.contains(name) else { return false }
            return scan.current.definition(named: name)?.origin == definition.origin
        }
    }

    private mutating func read(_ definition: ArgumentDefinition, from given: [Occurrence]) {
        do {
            values[values.count - 1][definition.path] = try definition.read(given, definition)
        } catch {
            // A name without its value was already reported; that it is missing follows from it.
            let lacksValue = problems.contains { problem in
                guard case .missingValue(let name, _, _) = problem else { return false }
                return definition.allNames.contains { $0.description == name }
            }
            for problem in error.problems where !problems.contains(problem) {
                if lacksValue, case .missing = problem { continue }
                problems.append(problem)
            }
        }
    }

    /// Words too many; not reported beside an unknown option, whose value they may be.
    private mutating func surplus(_ words: ArraySlice<String>, after taken: ArraySlice<String>) {
        let hasUnknown = problems.contains {
            if case .unknownOption = $0 { true } else { false }
        }
        guard !words.isEmpty, !hasUnknown else { return }
        problems.append(.surplus(Array(words), together: Array(taken + words)))
    }
}
