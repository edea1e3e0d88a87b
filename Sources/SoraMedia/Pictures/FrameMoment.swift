/// Which frame of a clip is meant.
package enum FrameMoment: Hashable, Sendable {
    /// The one that is shown first.
    case first
    /// The one that is shown last.
    case last
    /// The one that is shown so many seconds after the first.
    case seconds(Double)

    /// The moment for people.
    package var words: String {
        switch self {
        case .first: "first frame"
        case .last: "last frame"
        case .seconds(let seconds): "frame at \(seconds) s"
        }
    }

    /// The moment that a person writes as `first`, `last`, `12.5s` or `12.5`; `nil` where it is none of these.
    package init?(_ text: String) {
        switch text {
        case "first": self = .first
        case "last": self = .last
        default:
            guard let seconds = Double(text.hasSuffix("s") ? String(text.dropLast()) : text),
                ProbeRanges.duration.contains(seconds)
            else { return nil }
            self = .seconds(seconds)
        }
    }
}
