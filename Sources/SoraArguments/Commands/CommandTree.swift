/// All commands of a program: for its reference, its completions, and a test of its declarations.
package struct CommandTree: Sendable {
    package let root: CommandNode

    package init(_ root: any Command.Type) { self.root = CommandNode(root: root) }

    /// Every command, each before those inside it.
    package var all: [CommandNode] { root.subtree }

    /// The command that words call, such as `["provider", "add"]`.
    package func node(at words: [String]) -> CommandNode? {
        words.reduce(root) { $0?.child(named: $1) }
    }

    /// What is wrong with the declarations, to be run in a test; empty when all is well.
    package func problems() -> [String] {
        let context = Self.context(of: root.type)
        return all.flatMap { node in
            var problems = DeclarationCheck(node: node).problems()
            if Self.context(of: node.type) != context {
                problems.append("\(node.path.joined(separator: " ")): has another context")
            }
            return problems
        }
    }

    private static func context<C: Command>(of type: C.Type) -> ObjectIdentifier {
        ObjectIdentifier(C.Context.self)
    }
}
