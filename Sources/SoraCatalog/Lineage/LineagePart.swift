/// Which part of a family is wanted.
package enum LineagePart: Sendable {
    /// What the video came from, and all that came of it.
    case line
    /// What the video came from.
    case up
    /// All that came of the video.
    case down
    /// All that came of the oldest that the video came from.
    case whole
}
