import SoraTerminal
import Testing

@Suite struct `The terminal` {
    @Test(
        arguments: [
            (["TERM": "xterm"], true, false, true), (["TERM": "xterm"], false, false, false),
            (["TERM": "xterm"], true, true, false), (["TERM": "dumb"], true, false, false),
            ([:], true, false, false), (["TERM": "xterm", "NO_COLOR": "1"], true, false, false),
            (["TERM": "xterm", "NO_COLOR": ""], true, false, true),
            (["TERM": "xterm", "CLICOLOR": "0"], true, false, false),
            (["CLICOLOR_FORCE": "1"], false, false, true),
            (["CLICOLOR_FORCE": "0"], false, false, false),
            (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false, false, false),
            (["CLICOLOR_FORCE": "1"], false, true, false),
        ] as [([String: String], Bool, Bool, Bool)])
    func `colours follow the environment, the terminal and the option`(
        environment: [String: String], isTerminal: Bool, noColor: Bool, isColored: Bool
    ) {
        let style = TerminalStyle(
            environment: environment, isTerminal: isTerminal, noColor: noColor)
        #expect(style.isColored == isColored)
    }

    @Test func `a style wraps text only when it colours`() {
        #expect(TerminalStyle(isColored: true).bold("x") == "\u{1b}[1mx\u{1b}[0m")
        #expect(TerminalStyle(isColored: true).red("") == "")
        #expect(TerminalStyle.plain.bold("x") == "x")
    }

    @Test(arguments: [
        (["COLUMNS": "132"], 132), (["COLUMNS": "0"], 80), (["COLUMNS": "x"], 80), ([:], 80),
    ])
    func `what is no terminal has the columns of the environment`(
        environment: [String: String], columns: Int
    ) {
        #expect(TerminalSize.columns(of: -1, environment: environment) == columns)
        #expect(!TerminalSize.isTerminal(-1))
    }
}
