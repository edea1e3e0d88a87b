import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// Writes objects in any of the formats: the only place that tells formats apart.
struct ObjectWriter {
    private let context: CommandContext
    private let library: Library

    /// The rows of a table that its widths are measured by; the rest is written as it comes.
    private static let measuredRows = 1000

    init(_ context: CommandContext, _ library: Library) {
        self.context = context
        self.library = library
    }

    /// Writes the selected objects.
    ///
    /// - Parameters:
    ///   - selection: which objects.
    ///   - isSingle: whether JSON is one object in place of an array.
    /// - Throws: `SoraError` with code `usage` for an unknown field.
    func write(_ selection: ObjectSelection, isSingle: Bool = false) throws {
        let fields = try chosenFields(selection.kind)
        switch context.options.effectiveFormat {
        case .json: try writeJSON(selection, fields, isSingle: isSingle)
        case .jsonl: try writeJSONLines(selection, fields)
        case .csv:
            let format = CSVFormat(isForTerminal: context.output.data.isTerminal)
            try writeDelimited(selection, fields) { format.append($0, to: &$1) }
        case .tsv:
            let format = TSVFormat(isForTerminal: context.output.data.isTerminal)
            try writeDelimited(selection, fields) { format.append($0, to: &$1) }
        case .table: try writeTable(selection, fields)
        }
    }

    private func chosenFields(_ kind: ObjectKind) throws -> [ObjectField]? {
        guard let names = context.options.fields?.split(separator: ",").map(String.init) else {
            return nil
        }
        let shape = ObjectShape.of(kind)
        let unknown = names.filter { name in !shape.fields.contains { $0.name == name } }
        guard unknown.isEmpty else {
            throw SoraError(
                .usage,
                "a \(kind.rawValue) has no field \(unknown.joined(separator: ", "))",
                hint: "its fields are \(shape.fields.map(\.name).joined(separator: ", "))")
        }
        return names.compactMap { name in shape.fields.first { $0.name == name } }
    }

    private func writeJSON(
        _ selection: ObjectSelection, _ fields: [ObjectField]?, isSingle: Bool
    ) throws {
        let data = context.output.data
        var isFirst = true
        if !isSingle { try data.write("[") }
        try library.catalog.forEachJSON(of: selection, fields: fields?.map(\.name)) { json in
            let lead = isSingle ? "" : isFirst ? "\n" : ",\n"
            isFirst = false
            try data.append { bytes in
                bytes.append(contentsOf: lead.utf8)
                SafeJSON.append(json, to: &bytes)
            }
            return true
        }
        try data.write(isSingle ? "\n" : isFirst ? "]\n" : "\n]\n")
    }

    private func writeJSONLines(_ selection: ObjectSelection, _ fields: [ObjectField]?) throws {
        let data = context.output.data
        try library.catalog.forEachJSON(of: selection, fields: fields?.map(\.name)) { json in
            try data.append { bytes in
                SafeJSON.append(json, to: &bytes)
                bytes.append(UInt8(ascii: "\n"))
            }
            return true
        }
    }

    private func writeDelimited(
        _ selection: ObjectSelection, _ fields: [ObjectField]?,
        _ append: ([String], inout [UInt8]) -> Void
    ) throws {
        let fields = fields ?? ObjectShape.of(selection.kind).fields
        let data = context.output.data
        try data.append { append(fields.map(\.name), &$0) }
        try library.catalog.forEachRecord(of: selection, fields: fields) { cells in
            try data.append { append(cells.map { $0 ?? "" }, &$0) }
            return true
        }
    }

    private func writeTable(_ selection: ObjectSelection, _ fields: [ObjectField]?) throws {
        let view = fields.map { TableView($0) } ?? TableView.standard(selection.kind)
        let data = context.output.data
        let style = context.dataStyle
        var held: [[String]] = []
        var layout: TableLayout?
        func begin() throws -> TableLayout {
            let layout = TableLayout(
                columns: view.columns, rows: held, fitting: context.tableWidth)
            try data.line(layout.header(style: style))
            for row in held { try data.line(layout.line(row)) }
            held = []
            return layout
        }
        try library.catalog.forEachRecord(of: selection, fields: view.fields) { cells in
            let row = view.row(cells)
            if let layout {
                try data.line(layout.line(row))
            } else {
                held.append(row)
                if held.count == Self.measuredRows { layout = try begin() }
            }
            return true
        }
        if layout == nil, !held.isEmpty { _ = try begin() }
    }
}
