/// Why a verdict is what it is, as a word for programs; `docs/verify.md` explains each.
package enum ReasonCode: String, Sendable, Codable, CaseIterable {
    // What makes a mismatch.
    case duration, size, orientation
    case sizeClass = "size_class"
    case aspectRatio = "aspect_ratio"
    case noAudio = "no_audio"

    // What makes a file corrupt.
    case unreadable
    case noVideo = "no_video"
    /// The parts of the container do not fit into each other, or samples lie outside the data.
    case structure
    /// Fewer samples can be read than the file says it has.
    case missingSamples = "missing_samples"
    /// Frames do not decode, or only with errors.
    case decodeErrors = "decode_errors"
    /// A track of which no frame decodes.
    case noFrames = "no_frames"

    // What is told and changes no verdict.
    case black, frozen, silent

    // What keeps from a verdict.
    case unprobed

    /// The verdict that it makes; `nil` where it only tells something.
    package var verdict: Verdict? {
        switch self {
        case .duration, .size, .orientation, .sizeClass, .aspectRatio, .noAudio: .mismatch
        case .unreadable, .noVideo, .structure, .missingSamples, .decodeErrors, .noFrames: .corrupt
        case .unprobed: .unprobed
        case .black, .frozen, .silent: nil
        }
    }
}
