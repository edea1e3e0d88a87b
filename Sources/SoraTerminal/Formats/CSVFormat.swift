/// Rows of comma-separated values (RFC 4180), ended by a line feed as Unix tools expect.
package struct CSVFormat: Sendable {
    /// Whether cells that a spreadsheet would run as a formula are left as they are.
    private let keepsFormulas: Bool
    private let isForTerminal: Bool

    /// Makes a format.
    ///
    /// - Parameters:
    ///   - keepsFormulas: False to put an apostrophe before `=1+1` and its like (CWE-1236, OWASP "CSV
    ///     Injection"); plain numbers such as -5 stay as they are.
    ///   - isForTerminal: Whether a person sees the rows, so that controls are shown as escapes.
    package init(keepsFormulas: Bool = false, isForTerminal: Bool = false) {
        self.keepsFormulas = keepsFormulas
        self.isForTerminal = isForTerminal
    }

    /// A row as text, with its line feed.
    package func line(_ cells: [String]) -> String {
        var bytes: [UInt8] = []
        append(cells, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a row with its line feed.
    package func append(_ cells: [String], to bytes: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell: cell, isOnly: cells.count == 1, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func append(cell raw: String, isOnly: Bool, to bytes: inout [UInt8]) {
        let isFormula = !keepsFormulas && Self.isFormula(raw)
        let cell = isForTerminal ? Escaping.oneLine(raw) : raw
        let needsQuotes =
            isFormula || isOnly && cell.isEmpty || cell.first == " " || cell.last == " "
            || cell.utf8.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x2c }
        guard needsQuotes else { return bytes.append(contentsOf: cell.utf8) }
        bytes.append(UInt8(ascii: "\""))
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Whether a spreadsheet may run a cell; spaces before it do not stop every one of them.
    static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.unicodeScalars.first(where: { $0 != " " }) else { return false }
        switch first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠":
            return !isPlainNumber(cell)
        default: return false
        }
    }

    /// A sign, digits, a fraction, an exponent, and nothing else.
    private static func isPlainNumber(_ cell: String) -> Bool {
        var rest = cell.utf8[...]
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        func skipSign() {
            if let sign = rest.first, sign == 0x2b || sign == 0x2d { rest.removeFirst() }
        }
        func skipDigits() -> Int {
            let count = rest.prefix(while: isDigit).count
            rest.removeFirst(count)
            return count
        }
        skipSign()
        var digits = skipDigits()
        if rest.first == 0x2e {
            rest.removeFirst()
            digits += skipDigits()
        }
        guard digits > 0 else { return false }
        if let mark = rest.first, mark == 0x65 || mark == 0x45 {
            rest.removeFirst()
            skipSign()
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
