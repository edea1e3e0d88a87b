import SoraCatalog
import SoraModel
import SoraSystem

/// A clip as a timeline has it.
struct TimelineClip {
    /// The fields of the video object that it is made of.
    static let fields = [
        "title", "prompt", "duration", "video_duration", "frame_rate", "has_audio", "model",
    ].compactMap(ObjectShape.video.field(named:))

    let path: ExportPath
    let handle: Handle
    let uid: String
    let prompt: String?
    let model: String?
    /// What it is called, on one line.
    let name: String
    /// The whole length in seconds; `nil` where it was not measured.
    let duration: Double?
    let rate: FrameRate
    /// How many frames it has; none where its length is not known.
    let frames: Int64
    let hasAudio: Bool

    init(_ clip: ExportedSelection.Clip, _ record: ClipRecord) {
        func number(_ name: String) -> Double? {
            record.fields[name].flatMap(Double.init).flatMap { $0 > 0 && $0 < 1e8 ? $0 : nil }
        }
        path = clip.path
        handle = clip.video
        uid = clip.uid
        prompt = record.fields["prompt"]
        model = record.fields["model"]
        let texts = [record.fields["title"], record.fields["prompt"]].compactMap { $0 }
        name = texts.map { Self.line($0) }.first { !$0.isEmpty } ?? clip.path.name.text
        let known = number("duration")
        duration = known
        rate = number("frame_rate").flatMap { FrameRate($0) } ?? .thousandths
        // A soundtrack may be longer than the picture, whose frames are counted.
        frames = (number("video_duration") ?? known).map(rate.frames) ?? 0
        hasAudio = ["1", "true"].contains(record.fields["has_audio"])
    }

    /// A text on one line, without what a terminal or a player might obey.
    static func line(_ text: String, limit: Int = 120) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
                if !line.isEmpty, line.last != " " { line += " " }
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}": continue
            default: line.unicodeScalars.append(scalar)
            }
            if line.unicodeScalars.count > limit { return line.prefix(limit - 1) + "…" }
        }
        return line.last == " " ? String(line.dropLast()) : line
    }
}
