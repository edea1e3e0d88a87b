/// A table as text.
package struct Table: Sendable {
    package var columns: [TableColumn]
    package var rows: [[String]]

    package init(columns: [TableColumn], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The header and the rows, each with its line feed; cells are made safe for a terminal.
    ///
    /// - Parameters:
    ///   - width: Columns of the terminal; nil when it is none, then nothing is cut.
    ///   - style: How the header is set off.
    /// - Returns: Lines that each end in a line feed.
    package func text(fitting width: Int?, style: TerminalStyle = .plain) -> String {
        let layout = TableLayout(columns: columns, rows: rows, fitting: width)
        return rows.reduce(into: layout.header(style: style) + "\n") {
            $0 += layout.line($1) + "\n"
        }
    }
}
