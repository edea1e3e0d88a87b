/// Rows of tab-separated values: a tab, line feed, carriage return or backslash in a cell is written as
/// `\t`, `\n`, `\r`, `\\`, so that a line is a row and a tab ends a cell.
package struct TSVFormat: Sendable {
    private let isForTerminal: Bool

    /// Makes a format.
    ///
    /// - Parameter isForTerminal: Whether a person sees the rows, so that controls are shown as escapes.
    package init(isForTerminal: Bool = false) { self.isForTerminal = isForTerminal }

    /// A row as text, with its line feed.
    package func line(_ cells: [String]) -> String {
        var bytes: [UInt8] = []
        append(cells, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a row with its line feed.
    package func append(_ cells: [String], to bytes: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            append(cell: cell, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func append(cell: String, to bytes: inout [UInt8]) {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(cell.utf8.count)
        for byte in cell.utf8 {
            switch byte {
            case UInt8(ascii: "\t"): escaped += [0x5c, 0x74]
            case UInt8(ascii: "\n"): escaped += [0x5c, 0x6e]
            case UInt8(ascii: "\r"): escaped += [0x5c, 0x72]
            case UInt8(ascii: "\\"): escaped += [0x5c, 0x5c]
            default: escaped.append(byte)
            }
        }
        if isForTerminal {
            let text = Escaping.oneLine(String(decoding: escaped, as: UTF8.self))
            bytes.append(contentsOf: text.utf8)
        } else {
            bytes.append(contentsOf: escaped)
        }
    }
}
