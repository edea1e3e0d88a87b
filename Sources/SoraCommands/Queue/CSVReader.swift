import SoraModel

/// Reads comma-separated values (RFC 4180): quoted cells may hold commas, newlines and doubled quotes.
enum CSVReader {
    struct Record {
        /// The line that it starts in, from 1.
        var line: Int
        var cells: [String]
    }

    /// The records of a text, without empty lines.
    ///
    /// - Throws: `SoraError` with code `invalid` when a quote is not closed.
    static func records(of text: String, named name: String) throws -> [Record] {
        var records: [Record] = []
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var wasQuoted = false
        var line = 1
        var start = 1
        func endCell() {
            cells.append(wasQuoted ? cell : trimmed(cell))
            cell = ""
            wasQuoted = false
        }
        func endRecord() {
            endCell()
            if cells != [""] { records.append(Record(line: start, cells: cells)) }
            cells = []
            start = line
        }
        // Not by characters: an accent that begins a cell makes one character with the comma before it.
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            // A carriage return before a line feed ends no line of its own.
            let endsLine = scalar == "\n" || scalar == "\r" && next != "\n"
            if endsLine { line += 1 }
            if isQuoted {
                if scalar != "\"" {
                    cell.unicodeScalars.append(scalar)
                } else if next == "\"" {
                    cell.unicodeScalars.append("\"")
                    next = scalars.next()
                } else {
                    isQuoted = false
                }
                continue
            }
            switch scalar {
            case "\"" where trimmed(cell).isEmpty:
                cell = ""
                isQuoted = true
                wasQuoted = true
            case ",": endCell()
            case "\n", "\r":
                if endsLine { endRecord() }
            default: cell.unicodeScalars.append(scalar)
            }
        }
        guard !isQuoted else {
            throw SoraError(
                .invalid, "\(name): the quote that opens in line \(start) is not closed")
        }
        if !cell.isEmpty || !cells.isEmpty { endRecord() }
        return records
    }

    private static func trimmed(_ text: String) -> String {
        let rest = text.drop(while: \.isWhitespace)
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(rest[...last])
    }
}
