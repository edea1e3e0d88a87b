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
        var characters = text.makeIterator()
        var next = characters.next()
        while let character = next {
            next = characters.next()
            if character == "\n" || character == "\r\n" { line += 1 }
            if isQuoted {
                if character != "\"" {
                    cell.append(character)
                } else if next == "\"" {
                    cell.append("\"")
                    next = characters.next()
                } else {
                    isQuoted = false
                }
                continue
            }
            switch character {
            case "\"" where trimmed(cell).isEmpty:
                cell = ""
                isQuoted = true
                wasQuoted = true
            case ",": endCell()
            case "\n", "\r\n", "\r": endRecord()
            default: cell.append(character)
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
