import SoraArguments

/// How results are written.
package enum OutputFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// For people; fits the terminal.
    case table
    /// One JSON value.
    case json
    /// One JSON object a line.
    case jsonl
    /// Comma-separated, with a header (RFC 4180).
    case csv
    /// Tab-separated, with a header.
    case tsv
}
