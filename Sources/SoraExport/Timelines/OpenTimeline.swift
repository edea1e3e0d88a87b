import SoraModel
import SoraSystem

/// A timeline in OpenTimelineIO's JSON: `Timeline.1`, `Stack.1`, `Track.1`, `Clip.2`, `Marker.2`.
///
/// Source: OpenTimelineIO's file format and serialized schemas (opentimelineio.readthedocs.io).
struct OpenTimeline {
    let title: String
    let clips: [TimelineClip]

    /// Those that have a length: what was not measured has no place in time.
    private var placed: [TimelineClip] { clips.filter { $0.frames > 0 } }

    /// The timeline, with a line for each clip.
    ///
    /// Times of a clip are in its own rate, in whole frames, so that none is rounded. The timeline's is the one
    /// that most of its time has.
    var json: String {
        let start = Self.time(0, rate)
        var tracks = [track("Video", "Video", placed.map { clip($0, isMarked: true) })]
        if placed.contains(where: \.hasAudio) {
            let items = placed.map { $0.hasAudio ? clip($0, isMarked: false) : gap($0) }
            tracks.append(track("Audio", "Audio", items))
        }
        let left = clips.filter { $0.frames == 0 }.map(\.handle.description)
        let metadata =
            "{\"soralib\":{\"frame_rate\":\"\(rate.numerator)/\(rate.denominator)\","
            + "\"without_length\":\(JSONText.array(left))}}"
        return "{\"OTIO_SCHEMA\":\"Timeline.1\",\"name\":\(JSONText.string(title)),"
            + "\"global_start_time\":\(start),\"metadata\":\(metadata),\n"
            + "\"tracks\":{\"OTIO_SCHEMA\":\"Stack.1\",\"name\":\"tracks\",\"source_range\":null,"
            + "\"effects\":[],\"markers\":[],\"enabled\":true,\"metadata\":{},\"children\":[\n"
            + tracks.joined(separator: ",\n") + "\n]}}\n"
    }

    /// The rate that most of the time has; of two that share it evenly, the higher.
    private var rate: FrameRate {
        var seconds: [FrameRate: Double] = [:]
        for clip in placed {
            seconds[clip.rate, default: 0] += Double(clip.frames) / clip.rate.value
        }
        return seconds.max { ($0.value, $0.key.value) < ($1.value, $1.key.value) }?.key
            ?? FrameRate(24) ?? .thousandths
    }

    private func track(_ name: String, _ kind: String, _ children: [String]) -> String {
        "{\"OTIO_SCHEMA\":\"Track.1\",\"name\":\"\(name)\",\"kind\":\"\(kind)\",\"source_range\":null,"
            + "\"effects\":[],\"markers\":[],\"enabled\":true,\"metadata\":{},\"children\":[\n"
            + children.joined(separator: ",\n") + "\n]}"
    }

    private func clip(_ clip: TimelineClip, isMarked: Bool) -> String {
        let range = Self.range(clip)
        let metadata =
            "{\"soralib\":{\"id\":\"\(clip.handle)\",\"uid\":\(JSONText.string(clip.uid)),"
            + "\"frame_rate\":\"\(clip.rate.numerator)/\(clip.rate.denominator)\","
            + "\"model\":\(clip.model.map(JSONText.string) ?? "null")}}"
        let markers = isMarked ? clip.prompt.map { [marker(clip, prompt: $0)] } ?? [] : []
        return "{\"OTIO_SCHEMA\":\"Clip.2\",\"name\":\(JSONText.string(clip.name)),"
            + "\"source_range\":\(range),\"effects\":[],\"markers\":[\(markers.joined())],"
            + "\"enabled\":true,\"metadata\":\(metadata),"
            + "\"active_media_reference_key\":\"DEFAULT_MEDIA\",\"media_references\":"
            + "{\"DEFAULT_MEDIA\":{\"OTIO_SCHEMA\":\"ExternalReference.1\",\"name\":"
            + "\(JSONText.string(clip.path.name.text)),\"available_range\":\(range),"
            + "\"available_image_bounds\":null,\"metadata\":{},\"target_url\":"
            + "\(JSONText.string(Self.url(clip.path.text)))}}}"
    }

    /// What stands on a track where a clip has no sound, so that those behind it stay in step.
    private func gap(_ clip: TimelineClip) -> String {
        "{\"OTIO_SCHEMA\":\"Gap.1\",\"name\":\"\",\"source_range\":\(Self.range(clip)),"
            + "\"effects\":[],\"markers\":[],\"enabled\":true,\"metadata\":{}}"
    }

    /// The prompt, at the clip's first frame.
    private func marker(_ clip: TimelineClip, prompt: String) -> String {
        "{\"OTIO_SCHEMA\":\"Marker.2\",\"name\":\(JSONText.string(TimelineClip.line(prompt))),"
            + "\"color\":\"CYAN\",\"marked_range\":{\"OTIO_SCHEMA\":\"TimeRange.1\","
            + "\"start_time\":\(Self.time(0, clip.rate)),\"duration\":\(Self.time(1, clip.rate))},"
            + "\"comment\":\(JSONText.string(prompt)),"
            + "\"metadata\":{\"soralib\":{\"prompt\":\(JSONText.string(prompt))}}}"
    }

    private static func range(_ clip: TimelineClip) -> String {
        "{\"OTIO_SCHEMA\":\"TimeRange.1\",\"start_time\":\(time(0, clip.rate)),"
            + "\"duration\":\(time(clip.frames, clip.rate))}"
    }

    private static func time(_ frames: Int64, _ rate: FrameRate) -> String {
        "{\"OTIO_SCHEMA\":\"RationalTime.1\",\"rate\":\(rate.value),\"value\":\(frames).0}"
    }

    /// A relative reference of a path (RFC 3986, 4.2): whatever a name is, it is no scheme and no query.
    private static func url(_ path: String) -> String {
        var url = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                url.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                url += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return url
    }
}
