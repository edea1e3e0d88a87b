/// A playlist in extended M3U, in UTF-8.
struct Playlist {
    let title: String
    let clips: [TimelineClip]

    /// The playlist: paths are relative to it.
    var text: String {
        var text = "#EXTM3U\n#EXTENC:UTF-8\n#PLAYLIST:\(title)\n"
        for clip in clips {
            // Of a length that is not known the form says -1.
            let seconds = clip.duration.map(Self.seconds) ?? "-1"
            // A line that begins with # would be a remark.
            let path = clip.path.text.hasPrefix("#") ? "./\(clip.path.text)" : clip.path.text
            text += "#EXTINF:\(seconds),\(clip.name)\n\(path)\n"
        }
        return text
    }

    /// Seconds with at most six decimals.
    private static func seconds(_ value: Double) -> String {
        let millionths = Int64((value * 1_000_000).rounded())
        let rest = String(millionths % 1_000_000 + 1_000_000).dropFirst()
        let decimals = String(rest.reversed().drop { $0 == "0" }.reversed())
        return decimals.isEmpty
            ? String(millionths / 1_000_000) : "\(millionths / 1_000_000).\(decimals)"
    }
}
