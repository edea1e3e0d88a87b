import SoraCatalog
import SoraTerminal

/// Writes the rows of an answer in any of the formats, as they come.
struct AnswerWriter {
    private let context: CommandContext
    private let names: [String]
    private var table: TableStream
    private var count = 0

    init(_ context: CommandContext, _ names: [String]) {
        self.context = context
        self.names = names
        table = TableStream(context, columns: names.map { TableColumn(Escaping.oneLine($0)) })
    }

    private var data: OutputChannel { context.output.data }
    private var csv: CSVFormat { CSVFormat(isForTerminal: data.isTerminal) }
    private var tsv: TSVFormat { TSVFormat(isForTerminal: data.isTerminal) }

    func begin() throws {
        switch context.options.effectiveFormat {
        case .json: try data.write("[")
        case .jsonl, .table: break
        case .csv: try data.write(csv.line(names))
        case .tsv: try data.write(tsv.line(names))
        }
    }

    mutating func append(_ row: [AnswerValue]) throws {
        count += 1
        switch context.options.effectiveFormat {
        case .json: try data.write((count == 1 ? "\n" : ",\n") + json(row))
        case .jsonl: try data.line(json(row))
        case .csv: try data.write(csv.line(row.map(\.cell)))
        case .tsv: try data.write(tsv.line(row.map(\.cell)))
        case .table: try table.append(row.map(\.cell))
        }
    }

    mutating func end() throws {
        switch context.options.effectiveFormat {
        case .json: try data.write(count == 0 ? "]\n" : "\n]\n")
        case .jsonl, .csv, .tsv: break
        case .table:
            try table.end()
            if count == 0 { context.say("no row") }
        }
    }

    private func json(_ row: [AnswerValue]) -> String {
        let members = zip(names, row).map { "\(JSONEscaping.string($0)):\($1.json)" }
        return "{\(members.joined(separator: ","))}"
    }
}

extension AnswerValue {
    fileprivate var cell: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): Self.digits(bytes)
        }
    }

    fileprivate var json: String {
        switch self {
        case .null: "null"
        case .integer(let number): String(number)
        // JSON has no infinity.
        case .real(let number): number.isFinite ? String(number) : "null"
        case .text(let text): JSONEscaping.string(text)
        case .blob(let bytes): "\"\(Self.digits(bytes))\""
        }
    }

    private static func digits(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
