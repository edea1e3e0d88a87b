import SoraLibrary
import SoraTerminal

/// Writes results that are no objects of the catalogue, in any of the formats.
struct ResultWriter {
    private let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    /// Writes results.
    ///
    /// - Parameters:
    ///   - results: the results.
    ///   - isSingle: whether JSON is one object in place of an array.
    ///   - columns: the fields of a table where none were chosen.
    ///   - flexible: those that give way where the terminal is narrow.
    ///   - numbers: those that stand on the right.
    /// - Throws: `OutputError` when it cannot be written.
    func write<Result: ResultObject>(
        _ results: [Result], isSingle: Bool, columns: [String], flexible: Set<String>,
        numbers: Set<String> = []
    ) throws {
        let data = context.output.data
        let chosen = context.options.chosenFields
        let all = chosen ?? Result.fieldNames
        switch context.options.effectiveFormat {
        case .json where isSingle:
            for result in results.prefix(1) { try data.line(result.json(all)) }
        case .json:
            try data.line("[" + results.map { $0.json(all) }.joined(separator: ",\n") + "]")
        case .jsonl: for result in results { try data.line(result.json(all)) }
        case .csv:
            let csv = CSVFormat(isForTerminal: data.isTerminal)
            for row in [all] + results.map({ $0.cells(all) }) { try data.write(csv.line(row)) }
        case .tsv:
            let tsv = TSVFormat(isForTerminal: data.isTerminal)
            for row in [all] + results.map({ $0.cells(all) }) { try data.write(tsv.line(row)) }
        case .table:
            guard !context.options.quiet else { return }
            let shown = chosen ?? columns
            let table = Table(
                columns: shown.map { name in
                    TableColumn(
                        name.uppercased().replacing("_", with: " "),
                        alignment: numbers.contains(name) ? .right : .left,
                        isFlexible: flexible.contains(name))
                }, rows: results.map { $0.cells(shown) })
            try data.write(table.text(fitting: context.tableWidth, style: context.dataStyle))
        }
    }
}
