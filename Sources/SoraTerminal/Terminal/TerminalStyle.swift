/// Colours and weights of text, or none of them.
package struct TerminalStyle: Sendable, Equatable {
    package let isColored: Bool

    package init(isColored: Bool) { self.isColored = isColored }

    package static let plain = TerminalStyle(isColored: false)

    /// Decides whether to colour.
    ///
    /// `NO_COLOR` (no-color.org) wins over `CLICOLOR_FORCE`, that over what the output is, and
    /// `CLICOLOR=0` (bixense.com/clicolors) turns colours off in a terminal.
    ///
    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - isTerminal: Whether the output is a terminal.
    ///   - noColor: Whether `--no-color` was given.
    ///   - chosen: What a setting says, which counts more than those variables.
    package init(
        environment: [String: String], isTerminal: Bool, noColor: Bool = false, chosen: Bool? = nil
    ) {
        func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
        if !noColor, let chosen {
            isColored = chosen
        } else if noColor || isSet("NO_COLOR") {
            isColored = false
        } else if isSet("CLICOLOR_FORCE"), environment["CLICOLOR_FORCE"] != "0" {
            isColored = true
        } else {
            isColored =
                isTerminal && isSet("TERM") && environment["TERM"] != "dumb"
                && environment["CLICOLOR"] != "0"
        }
    }

    package func bold(_ text: String) -> String { wrapped(text, "1") }
    package func dim(_ text: String) -> String { wrapped(text, "2") }
    package func red(_ text: String) -> String { wrapped(text, "31") }
    package func green(_ text: String) -> String { wrapped(text, "32") }
    package func yellow(_ text: String) -> String { wrapped(text, "33") }
    package func cyan(_ text: String) -> String { wrapped(text, "36") }
    /// Red and crossed out.
    package func struck(_ text: String) -> String { wrapped(text, "9;31") }

    /// Select Graphic Rendition, ECMA-48 §8.3.117.
    private func wrapped(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
