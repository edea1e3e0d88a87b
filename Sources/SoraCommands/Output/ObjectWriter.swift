import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// Writes objects in any of the formats: the only place that tells formats apart.
struct ObjectWriter {
    private let context: CommandContext
    private let library: Library

    init(_ context: CommandContext, _ library: Library) {
        self.context = context
        self.library = library
    }

    /// Writes the selected objects.
    ///
    /// - Parameters:
    ///   - selection: which objects.
    ///   - isSingle: whether JSON is one object in place of an array.
    /// - Returns: how many they were.
    /// - Throws: `SoraError` with code `usage` for an unknown field.
    @discardableResult
    func write(_ selection: ObjectSelection, isSingle: Bool = false) throws -> Int {
        let fields = try chosenFields(selection.kind)
        switch context.options.effectiveFormat {
        case .json: return try writeJSON(selection, fields, isSingle: isSingle)
        case .jsonl: return try writeJSONLines(selection, fields)
        case .csv, .tsv: return try writeDelimited(selection, fields, hasHeader: true)
        case .table: return try writeTable(selection, fields)
        }
    }

    /// Writes objects, perhaps of several kinds, in the order in which they were named.
    ///
    /// - Throws: `SoraError` with code `usage` for an unknown field.
    func write(_ handles: [Handle]) throws {
        for handle in handles { _ = try chosenFields(handle.kind) }
        let data = context.output.data
        let format = context.options.effectiveFormat
        if format == .json { try data.write("[") }
        var kind: ObjectKind?
        for handle in handles {
            let selection = ObjectSelection(handle.kind, numbers: [handle.number])
            let fields = try chosenFields(handle.kind)
            switch format {
            case .json:
                try data.write(kind == nil ? "\n" : ",\n")
                try writeJSON(selection, fields, isSingle: true, end: "")
            case .jsonl: try writeJSONLines(selection, fields)
            case .csv, .tsv:
                try writeDelimited(selection, fields, hasHeader: kind != handle.kind)
            case .table: try writeTable(selection, fields)
            }
            kind = handle.kind
        }
        if format == .json { try data.write("\n]\n") }
    }

    private func chosenFields(_ kind: ObjectKind) throws -> [ObjectField]? {
        guard let names = context.options.chosenFields else { return nil }
        try FieldChoice.objects(kind).check(names, of: "soralib")
        let shape = ObjectShape.of(kind)
        return names.compactMap { shape.field(named: $0) }
    }

    @discardableResult
    private func writeJSON(
        _ selection: ObjectSelection, _ fields: [ObjectField]?, isSingle: Bool,
        end: String = "\n"
    ) throws -> Int {
        let data = context.output.data
        var count = 0
        if !isSingle { try data.write("[") }
        try library.catalog.forEachJSON(of: selection, fields: fields?.map(\.name)) { json in
            let lead = isSingle ? "" : count == 0 ? "\n" : ",\n"
            count += 1
            try data.append { bytes in
                bytes.append(contentsOf: lead.utf8)
                SafeJSON.append(json, to: &bytes)
            }
            return true
        }
        try data.write(isSingle ? end : count == 0 ? "]\n" : "\n]\n")
        return count
    }

    @discardableResult
    private func writeJSONLines(
        _ selection: ObjectSelection, _ fields: [ObjectField]?
    ) throws -> Int {
        let data = context.output.data
        var count = 0
        try library.catalog.forEachJSON(of: selection, fields: fields?.map(\.name)) { json in
            try data.append { bytes in
                SafeJSON.append(json, to: &bytes)
                bytes.append(UInt8(ascii: "\n"))
            }
            count += 1
            return true
        }
        return count
    }

    @discardableResult
    private func writeDelimited(
        _ selection: ObjectSelection, _ fields: [ObjectField]?, hasHeader: Bool
    ) throws -> Int {
        let fields = fields ?? ObjectShape.of(selection.kind).fields
        let data = context.output.data
        let csv = CSVFormat(isForTerminal: data.isTerminal)
        let tsv = TSVFormat(isForTerminal: data.isTerminal)
        let isCSV = context.options.effectiveFormat == .csv
        func append(_ cells: [String]) throws {
            try data.append { isCSV ? csv.append(cells, to: &$0) : tsv.append(cells, to: &$0) }
        }
        if hasHeader { try append(fields.map(\.name)) }
        var count = 0
        try library.catalog.forEachRecord(of: selection, fields: fields) { cells in
            try append(cells.map { $0 ?? "" })
            count += 1
            return true
        }
        return count
    }

    @discardableResult
    private func writeTable(
        _ selection: ObjectSelection, _ fields: [ObjectField]?
    ) throws -> Int {
        let view = fields.map { TableView($0) } ?? TableView.standard(selection.kind)
        var table = TableStream(context, columns: view.columns)
        var count = 0
        try library.catalog.forEachRecord(of: selection, fields: view.fields) { cells in
            try table.append(view.row(cells))
            count += 1
            return true
        }
        try table.end()
        return count
    }
}
