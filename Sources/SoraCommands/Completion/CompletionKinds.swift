import SoraArguments

/// Whether what stands where is known of each command, for a test.
package enum CompletionKinds {
    /// Whether the positional arguments of a command are known.
    package static func cover(_ path: [String]) -> Bool {
        ValueKind.positionals[path.dropFirst().joined(separator: " ")] != nil
    }

    /// What is told of commands and options that there are not.
    package static var unused: [String] {
        let all = CommandTree(SoralibProgram.self).all
        let paths = Set(all.map { $0.path.dropFirst().joined(separator: " ") })
        let options = Set(all.flatMap(\.options).map(\.display))
        return ValueKind.positionals.keys.filter { !paths.contains($0) }.sorted()
            + ValueKind.options.keys.filter { !options.contains($0) }.sorted()
    }
}
