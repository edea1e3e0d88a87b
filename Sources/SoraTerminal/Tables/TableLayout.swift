/// The widths of a table's columns, measured from rows; it turns rows into lines.
///
/// For a list too long to hold in memory measure the first rows and write the rest line by line.
/// Cells pass `Escaping`, and an empty cell is a dash, so that `awk` finds every column.
package struct TableLayout: Sendable {
    private static let gap = 2
    private static let narrowest = 8

    private let columns: [TableColumn]
    private var widths: [Int]
    private let isFitted: Bool

    /// Measures columns.
    ///
    /// - Parameters:
    ///   - columns: The columns, from the left.
    ///   - rows: Rows to measure, a cell for each column.
    ///   - width: Columns of the terminal; nil when it is none, then nothing is cut.
    package init(columns: [TableColumn], rows: [[String]], fitting width: Int?) {
        self.columns = columns
        isFitted = width != nil
        widths = columns.map { DisplayWidth.of($0.title) }
        for row in rows {
            for (index, cell) in row.prefix(columns.count).enumerated() {
                widths[index] = max(widths[index], DisplayWidth.of(Self.visible(cell)))
            }
        }
        if let width { shrink(to: width) }
    }

    /// The line of titles, without its line feed.
    package func header(style: TerminalStyle) -> String {
        style.bold(joined(columns.map(\.title)))
    }

    /// The line of a row, without its line feed.
    package func line(_ row: [String]) -> String { joined(row.map(Self.visible)) }

    private static func visible(_ cell: String) -> String {
        cell.isEmpty ? "-" : Escaping.oneLine(cell)
    }

    private func joined(_ cells: [String]) -> String {
        var line = ""
        var isAtStart = true
        var owed = ""
        for (index, column) in columns.enumerated() {
            let whole = index < cells.count ? cells[index] : "-"
            let cell = isFitted ? DisplayWidth.truncated(whole, to: widths[index]) : whole
            let padding = DisplayWidth.padding(of: cell, to: widths[index])
            line += owed + (isAtStart ? "" : String(repeating: " ", count: Self.gap))
            line += column.alignment == .right ? padding + cell : cell
            // Held back until another cell follows: no line ends in spaces.
            owed = column.alignment == .right ? "" : padding
            isAtStart = false
        }
        return line
    }

    /// Takes columns away from the widest flexible column, again and again.
    private mutating func shrink(to width: Int) {
        var excess = widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) - width
        while excess > 0 {
            let candidates = widths.indices.filter {
                columns[$0].isFlexible && widths[$0] > Self.narrowest
            }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }
}
