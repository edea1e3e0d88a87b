import SoraCatalog
import SoraExport
import SoraModel
import SoraTerminal

/// The clips of an export as one table for spreadsheets, beside them.
///
/// It begins with a byte order mark, without which Excel takes UTF-8 for the code page of its country;
/// cells that would be run as formulas are disarmed (``CSVFormat``).
struct ClipTable: ExportExtra {
    static let name = "clips.csv"

    /// The columns behind `file`; the owner's own fields follow.
    static let columns = [
        "id", "uid", "title", "prompt", "tags", "rating", "verdict", "provider", "model",
        "operation",
        "remixed_from", "duration", "width", "height", "frame_rate", "video_codec", "audio_codec",
        "bytes", "sha256", "created_at", "notes", "collections",
    ]

    var names: [String] { [Self.name] }

    func files(for selection: ExportedSelection) throws -> [ExtraFile] {
        let catalog = selection.catalog
        let own = try catalog.ownFields().map(\.field.name)
        let fields = (Self.columns + ["fields"]).compactMap {
            ObjectShape.video.field(named: $0)
        }
        var rows: [String: [String]] = [:]
        try catalog.forEachRecord(
            of: ObjectSelection(.video, numbers: selection.clips.map(\.video.number)),
            fields: fields
        ) { texts in
            let cells = zip(fields, texts).dropLast().map { field, text in
                let value = text ?? ""
                return Self.clean(
                    field.kind == .json ? ClipValues.texts(value).joined(separator: ", ") : value)
            }
            let members = own.isEmpty ? [:] : ClipValues.members(texts.last.flatMap(\.self) ?? "")
            rows[texts[0] ?? ""] = cells + own.map { Self.clean(members[$0] ?? "") }
            return true
        }
        let format = CSVFormat()
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        format.append(["file"] + Self.columns + own.map { "fields.\($0)" }, to: &bytes)
        for clip in selection.clips {
            guard let row = rows["\(clip.video)"] else { continue }
            format.append([clip.path.text] + row, to: &bytes)
        }
        return [try ExtraFile(Self.name, .bytes(bytes))]
    }

    /// A cell without what a terminal would obey and a spreadsheet does not take.
    private static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
    }
}
