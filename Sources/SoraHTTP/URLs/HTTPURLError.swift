/// What is wrong with a URL; the URL itself is not in it, for it may hold secrets.
package struct HTTPURLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Every problem, each as a clause: `it names no host`.
    package var problems: [String]

    package init(problems: [String]) {
        self.problems = problems
    }

    package var description: String {
        "the URL cannot be requested: " + problems.joined(separator: "; ")
    }
}
