import SoraCatalog
import SoraModel

/// The clips behind one another, in their order, for programs that cut and play.
package struct TimelineExtra: ExportExtra {
    private let kind: TimelineKind

    package init(_ kind: TimelineKind) {
        self.kind = kind
    }

    private var name: String { "timeline.\(kind.rawValue)" }

    package var names: [String] { [name] }

    package func files(for selection: ExportedSelection) throws -> [ExtraFile] {
        var clips: [TimelineClip] = []
        for start in stride(from: 0, to: selection.clips.count, by: 1_000) {
            let part = selection.clips[start..<min(selection.clips.count, start + 1_000)]
            var records: [Int64: ClipRecord] = [:]
            try selection.catalog.forEachClip(
                part.map(\.video.number), fields: TimelineClip.fields
            ) { records[$0.id] = $0 }
            for clip in part {
                if let record = records[clip.video.number] {
                    clips.append(TimelineClip(clip, record))
                }
            }
        }
        let title = TimelineClip.line(
            selection.selection.collectionName ?? selection.selection.description)
        let text =
            switch kind {
            case .otio: OpenTimeline(title: title, clips: clips).json
            case .m3u8: Playlist(title: title, clips: clips).text
            }
        return [try ExtraFile(name, text: text)]
    }
}
