import SoraTerminal

/// Writes a table row by row: its widths are measured by the first rows, the others are written as they come.
struct TableStream {
    private let data: OutputChannel
    private let style: TerminalStyle
    private let width: Int?
    private let columns: [TableColumn]
    private var held: [[String]] = []
    private var layout: TableLayout?

    /// The rows that the widths are measured by.
    private static let measuredRows = 1000

    init(_ context: CommandContext, columns: [TableColumn]) {
        data = context.output.data
        style = context.dataStyle
        width = context.tableWidth
        self.columns = columns
    }

    mutating func append(_ row: [String]) throws {
        if let layout { return try data.line(layout.line(row)) }
        held.append(row)
        if held.count == Self.measuredRows { try begin() }
    }

    /// Writes what is held back; a table without rows has no header.
    mutating func end() throws {
        if layout == nil, !held.isEmpty { try begin() }
    }

    private mutating func begin() throws {
        let layout = TableLayout(columns: columns, rows: held, fitting: width)
        try data.line(layout.header(style: style))
        for row in held { try data.line(layout.line(row)) }
        held = []
        self.layout = layout
    }
}
