import SoraCatalog
import SoraModel
import SoraTerminal

/// Which fields a table of objects shows, and how a person likes to read them.
struct TableView {
    /// The fields.
    let fields: [ObjectField]
    /// The columns, one a field.
    let columns: [TableColumn]

    /// A table of chosen fields.
    init(_ fields: [ObjectField]) {
        self.fields = fields
        columns = fields.map { field in
            TableColumn(
                field.name.uppercased(),
                alignment: [.integer, .number].contains(field.kind) ? .right : .left,
                isFlexible: Self.longTexts.contains(field.name))
        }
    }

    /// The table of a kind where no fields were chosen.
    static func standard(_ kind: ObjectKind) -> TableView {
        let names =
            switch kind {
            case .task:
                [
                    "id", "state", "awaits", "provider", "model", "seconds", "size", "video",
                    "prompt",
                ]
            case .video:
                ["id", "verdict", "duration", "width", "height", "model", "task", "prompt"]
            case .prompt: ["id", "revision", "tasks", "text"]
            case .image: ["id", "format", "width", "height", "title", "url"]
            }
        let shape = ObjectShape.of(kind)
        return TableView(names.compactMap { name in shape.fields.first { $0.name == name } })
    }

    /// The cells of a row as a person reads them.
    func row(_ cells: [String?]) -> [String] {
        zip(fields, cells).map { field, cell in
            guard let cell else { return "" }
            switch field.kind {
            case .number: return Double(cell).map { Self.short($0) } ?? cell
            case .json: return JSONWords.text(cell)
            case .text, .integer, .boolean: return cell
            }
        }
    }

    /// A number with at most two decimals.
    private static func short(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        return rounded == rounded.rounded() && abs(rounded) < 1e15
            ? String(Int64(rounded)) : String(rounded)
    }

    private static let longTexts: Set<String> = [
        "prompt", "text", "notes", "title", "path", "reasons", "error", "sha256", "uid",
    ]
}
