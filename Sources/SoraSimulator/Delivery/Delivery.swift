/// How a result differs from what was asked for, because someone rehearses for that.
struct Delivery: Codable, Sendable, Equatable {
    /// How much later than `--latency` the task is completed.
    var lateMilliseconds: Int64 = 0
    /// How much shorter the clip is than asked.
    var shortMilliseconds: Int64 = 0
    /// Whether the clip has half the width and height.
    var isSmall = false
    /// Whether a web page comes in place of the clip, with status 200.
    var isPage = false
    /// Whether every download is cut off in the middle.
    var isTruncated = false
    /// How many of the first downloads are cut off in the middle.
    var cuts = 0
    /// The highest speed of a download in bytes a second.
    var bytesPerSecond: Int?

    /// This delivery, changed as the markers of a prompt say.
    func changed(by markers: [PromptMarker]) -> Delivery {
        var changed = self
        for marker in markers {
            switch marker {
            case .late(let milliseconds): changed.lateMilliseconds = milliseconds
            case .short(let milliseconds): changed.shortMilliseconds = milliseconds
            case .small: changed.isSmall = true
            case .page: changed.isPage = true
            case .truncate: changed.isTruncated = true
            case .cut(let times): changed.cuts = times
            case .slow(let speed): changed.bytesPerSecond = speed
            case .moderation, .fail: break
            }
        }
        return changed
    }
}

extension Delivery {
    /// Changes this delivery by the text of a `--deliver` option, such as `late=5s,small`.
    ///
    /// - Returns: what is wrong with the text, or nil.
    mutating func apply(option text: String) -> String? {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            switch (sides.first, sides.count > 1 ? DurationText.milliseconds(sides[1]) : nil) {
            case ("late", let milliseconds?): lateMilliseconds = milliseconds
            case ("short", let milliseconds?): shortMilliseconds = milliseconds
            case ("small", nil) where sides.count == 1: isSmall = true
            default:
                return "--deliver: \"\(part)\" is none of late=DURATION, short=DURATION, small"
            }
        }
        return nil
    }
}
