/// How closely a file has to keep to its request: frozen with a task, so that a later change of a profile
/// alters no verdict on what was asked before.
package struct MediaExpectation: Hashable, Sendable {
    /// How far the length may be off, in seconds, where three frames are less than that.
    package var durationTolerance: Double
    /// The pixels of the shorter side, where the service was told a class of sizes and no pixels: of the
    /// size that was asked for, only which side is the longer one counts then.
    package var shortSide: ClosedRange<Int>?
    /// Whether the model makes sound, so that a clip without any lacks something.
    package var hasAudio: Bool

    /// The tolerance of whoever says nothing else, in seconds.
    package static let usualTolerance = 0.25

    /// Makes an expectation.
    package init(
        durationTolerance: Double = Self.usualTolerance, shortSide: ClosedRange<Int>? = nil,
        hasAudio: Bool = false
    ) {
        self.durationTolerance = durationTolerance
        self.shortSide = shortSide
        self.hasAudio = hasAudio
    }
}
