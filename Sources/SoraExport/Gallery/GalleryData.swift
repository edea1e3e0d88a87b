import SoraCatalog
import SoraModel

/// What a gallery shows, as blocks of JSON: short, for a page of ten thousand clips is read at once.
///
/// A clip is a row of values, in the order that the first block names. What many clips share (a prompt, a model,
/// a tag) is written once, and named by its place.
struct GalleryData {
    /// How many rows a block has.
    private static let part = 500

    /// The blocks, as they stand in the page.
    private(set) var blocks = ""

    /// Reads what is known of the clips.
    ///
    /// - Parameters:
    ///   - selection: the clips, and where they lie.
    ///   - title: what stands above them.
    ///   - poster: what the poster of a clip is called, by its SHA-256; `nil` where there is none.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    init(
        of selection: ExportedSelection, title: String, poster: (_ sha256: String) -> String?
    ) throws {
        var lists = GalleryLists()
        var rows: [String] = []
        rows.reserveCapacity(selection.clips.count)
        for start in stride(from: 0, to: selection.clips.count, by: 1_000) {
            let part = selection.clips[start..<min(selection.clips.count, start + 1_000)]
            var records: [Int64: ClipRecord] = [:]
            try selection.catalog.forEachClip(part.map(\.video.number), fields: GalleryRow.fields) {
                records[$0.id] = $0
            }
            for clip in part {
                guard let record = records[clip.video.number] else { continue }
                rows.append(GalleryRow(clip, record, poster(clip.sha256)).json(&lists))
            }
        }
        let names = JSONText.array(GalleryRow.names)
        blocks += GalleryPage.block(
            "about",
            "{\"title\":\(JSONText.string(title)),\"fields\":\(names),\"lists\":\(lists.json)}")
        Self.add("prompts", lists.prompts.values.map(JSONText.string), to: &blocks)
        Self.add("clips", rows, to: &blocks)
    }

    private static func add(_ name: String, _ rows: [String], to blocks: inout String) {
        for start in stride(from: 0, to: rows.count, by: part) {
            let part = rows[start..<min(rows.count, start + part)]
            blocks += GalleryPage.block(name, "[\(part.joined(separator: ",\n"))]")
        }
    }
}
