import SoraCatalog
import SoraModel

/// One clip of a gallery.
struct GalleryRow {
    /// The fields of the video object that it is made of.
    static let fields = [
        "title", "duration", "width", "height", "rotation", "frame_rate", "video_codec",
        "audio_codec", "requested", "reasons", "prompt", "provider", "model", "operation",
        "remixed_from", "tags", "rating", "created_at",
    ].compactMap(ObjectShape.video.field(named:))

    /// The values of a row, in their order.
    static let names = [
        "number", "title", "prompt", "file", "poster", "bytes", "duration", "width", "height",
        "rate", "video_codec", "audio_codec", "verdict", "reasons", "provider", "model",
        "operation", "parent", "tags", "rating", "created", "asked",
    ]

    private let clip: ExportedSelection.Clip
    private let record: ClipRecord
    private let poster: String?

    init(_ clip: ExportedSelection.Clip, _ record: ClipRecord, _ poster: String?) {
        self.clip = clip
        self.record = record
        self.poster = poster
    }

    /// The row as JSON; nulls at its end are left out.
    func json(_ lists: inout GalleryLists) -> String {
        let isTurned = ["90", "270"].contains(record.fields["rotation"])
        let tags = texts("tags").map { lists.place(of: $0, in: "tags") }
        let prompt = record.fields["prompt"].map { lists.prompts.place(of: $0) }
        var values: [String?] = [
            String(clip.video.number), text("title"), prompt.map(String.init),
            JSONText.string(clip.path.text), poster.map(JSONText.string), String(clip.bytes),
            number("duration"), number(isTurned ? "height" : "width"),
            number(isTurned ? "width" : "height"), number("frame_rate"),
        ]
        for name in ["video_codec", "audio_codec"] { values.append(shared(name, &lists)) }
        values.append(String(lists.place(of: record.verdict.rawValue, in: "verdict")))
        let reasons = texts("reasons")
        values.append(reasons.isEmpty ? nil : JSONText.array(reasons))
        for name in ["provider", "model", "operation"] { values.append(shared(name, &lists)) }
        values.append(
            record.fields["remixed_from"].flatMap { Handle($0) }.map { String($0.number) })
        values.append(
            tags.isEmpty ? nil : "[\(tags.map(String.init).joined(separator: ","))]")
        values += [number("rating"), text("created_at"), asked.map(JSONText.string)]
        while let last = values.last, last == nil { values.removeLast() }
        return "[\(values.map { $0 ?? "null" }.joined(separator: ","))]"
    }

    private func text(_ name: String) -> String? { record.fields[name].map(JSONText.string) }

    private func shared(_ name: String, _ lists: inout GalleryLists) -> String? {
        record.fields[name].map { String(lists.place(of: $0, in: name)) }
    }

    private func texts(_ name: String) -> [String] {
        record.fields[name].map(ClipValues.texts) ?? []
    }

    /// A number with at most three decimals.
    private func number(_ name: String) -> String? {
        guard let value = record.fields[name].flatMap(Double.init), value.isFinite,
            abs(value) < 1e12
        else { return nil }
        let short = (value * 1_000).rounded() / 1_000
        return Int64(exactly: short).map(String.init) ?? String(short)
    }

    /// What was asked for, in words.
    private var asked: String? {
        guard let json = record.fields["requested"] else { return nil }
        func member(_ name: String) -> String? {
            let text = ClipValues.member(name, of: json)
            return text.isEmpty ? nil : text
        }
        var parts: [String] = []
        if let seconds = member("seconds") { parts.append("\(seconds) s") }
        if let width = member("width"), let height = member("height") {
            parts.append("\(width)×\(height)")
        } else if let aspect = member("aspect_ratio") {
            parts.append(aspect)
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
