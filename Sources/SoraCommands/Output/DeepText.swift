import SoraModel
import SoraTerminal

/// What was found by decoding a clip, as a person reads it.
enum DeepText {
    /// A line for each track, and one for how loud it is.
    static func lines(_ report: DeepReport) -> [String] {
        let tracks = report.tracks.map { track in
            var words = "\(track.kind.rawValue) \(Escaping.oneLine(track.codec)): "
            words += "\(track.frames) frames of \(track.packets) packets"
            if let expected = track.expectedPackets, expected != track.packets {
                words += ", \(expected) expected"
            }
            words += track.errors == 0 ? ", no errors" : ", \(track.errors) with errors"
            if let first = track.first, let last = track.last {
                words += ", from \(ShortNumber.text(first)) s to \(ShortNumber.text(last)) s"
            }
            return words
        }
        let loudness = report.loudness.map { ["loudness \(ShortNumber.text($0)) LUFS"] } ?? []
        return tracks + loudness
    }
}
