import SoraModel

@testable import SoraCommands

/// What people write, and what scripts make of it.
extension FuzzTarget {
    static func readQuery(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let now = Timestamp(milliseconds: 1_780_272_000_000)
        for kind in ObjectKind.allCases {
            do {
                let query = try QueryParser(kind, now: now).parse([text])
                try Finding.unless(
                    query.alternatives.allSatisfy { !$0.isEmpty } || query.alternatives.isEmpty,
                    "an alternative without a condition")
            } catch let error as SoraError {
                try Finding.unless(error.code == .invalid, "the error \(error.code)")
                let letters = 0...text.count
                for mark in error.marked?.marks ?? [] {
                    try Finding.unless(
                        letters.contains(mark.lowerBound) && letters.contains(mark.upperBound),
                        "a mark at \(mark) of \(text.count) letters")
                }
            }
        }
    }

    static func readTable(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let records = try? CSVReader.records(of: text, named: "fuzz") else { return }
        var line = 0
        for record in records {
            try Finding.unless(record.line > line, "line \(record.line) after \(line)")
            line = record.line
        }
        // Written with all its quotes, a table is the same.
        let written = records.map { record in
            record.cells.map(quoted).joined(separator: ",")
        }.joined(separator: "\r\n")
        let again = try CSVReader.records(of: written, named: "again").map(\.cells)
        try Finding.unless(
            again.map { $0.map { Array($0.utf8) } }
                == records.map { $0.cells.map { Array($0.utf8) } },
            "it reads otherwise once it is written")
    }

    /// Not by characters: a quote may be one together with the accent behind it.
    private static func quoted(_ cell: String) -> String {
        var quoted = "\""
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append("\"") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
