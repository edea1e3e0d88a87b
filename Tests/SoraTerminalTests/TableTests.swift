import SoraTerminal
import Testing

@Suite struct `Drawing tables` {
    private let columns = [
        TableColumn("ID"), TableColumn("SIZE", alignment: .right),
        TableColumn("TITLE", isFlexible: true),
    ]
    private let rows = [
        ["v1", "4.2 MiB", "a cat that dances in the rain"], ["v27", "512 B", "猫"], ["v3", "", ""],
    ]

    @Test func `columns are aligned, without spaces at the end of a line`() {
        #expect(
            Table(columns: columns, rows: rows).text(fitting: nil) == """
                ID      SIZE  TITLE
                v1   4.2 MiB  a cat that dances in the rain
                v27    512 B  猫
                v3         -  -

                """)
    }

    @Test func `in a terminal the flexible column is cut to fit`() {
        #expect(
            Table(columns: columns, rows: rows).text(fitting: 30) == """
                ID      SIZE  TITLE
                v1   4.2 MiB  a cat that danc…
                v27    512 B  猫
                v3         -  -

                """)
    }

    @Test func `no line is wider than the terminal while there is something to cut`() {
        for width in 22...60 {
            let text = Table(columns: columns, rows: rows).text(fitting: width)
            for line in text.split(separator: "\n") {
                #expect(DisplayWidth.of(String(line)) <= width)
                #expect(!line.hasSuffix(" "))
            }
        }
    }

    @Test func `the header is bold when colours are on`() {
        let text = Table(columns: columns).text(fitting: 80, style: TerminalStyle(isColored: true))
        #expect(text == "\u{1b}[1mID  SIZE  TITLE\u{1b}[0m\n")
    }

    @Test func `a cell cannot break its line or speak to the terminal`() {
        let table = Table(
            columns: [TableColumn("A"), TableColumn("B")], rows: [["x\ny", "\u{1b}[2J"]])
        #expect(table.text(fitting: nil) == "A     B\nx\\ny  \\x1b[2J\n")
    }

    @Test func `a long list is measured by its first rows and written line by line`() {
        let layout = TableLayout(columns: columns, rows: Array(rows.prefix(1)), fitting: nil)
        #expect(layout.line(["v1000000", "1 B", "x"]) == "v1000000      1 B  x")
        #expect(layout.line(["v1"]) == "v1        -  -")
    }
}
