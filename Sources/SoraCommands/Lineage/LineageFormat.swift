import SoraArguments

/// How a family is written.
enum LineageFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// Lines and branches, for people.
    case tree
    /// One object with the videos, the tasks and the links.
    case json
    /// For Graphviz (https://graphviz.org/doc/info/lang.html).
    case dot
    /// For Mermaid (https://mermaid.js.org/syntax/flowchart.html).
    case mermaid
}
