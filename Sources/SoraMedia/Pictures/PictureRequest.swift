/// A picture that is to be made of a clip or an image: what it shows, how large it may be, and its format.
package struct PictureRequest: Codable, Hashable, Sendable {
    /// What it shows.
    package enum Subject: String, Codable, Sendable {
        /// The first or the last frame, or the one at ``PictureRequest/seconds``.
        case first, last, frame
        /// A frame by which to know the clip: none that is all dark, all bright or all alike, if it has another.
        case poster
        /// ``PictureRequest/frames`` of them beside each other, evenly spread over the clip.
        case strip
    }

    package enum Format: String, Codable, Sendable {
        case jpeg, png
    }

    package var subject: Subject
    /// How long after the first frame, for `frame`.
    package var seconds: Double?
    /// How many, for `strip`.
    package var frames: Int?
    /// The box that a frame has to fit into, upright and with square pixels.
    ///
    /// It is never made larger than it is. Without a box it keeps its size.
    package var width: Int?
    package var height: Int?
    package var format: Format

    /// The most frames of a strip.
    package static let mostFrames = 24
    /// The longest side that a picture may have.
    package static let longestSide = 16_384
    /// The most bytes of a picture.
    package static let mostBytes = 192 << 20

    /// A frame in its full size.
    ///
    /// ```swift
    /// let outcome = await workers.picture(of: "clip.mp4", .frame(.last))
    /// ```
    package static func frame(_ moment: FrameMoment, _ format: Format = .png) -> PictureRequest {
        switch moment {
        case .first: PictureRequest(subject: .first, format: format)
        case .last: PictureRequest(subject: .last, format: format)
        case .seconds(let seconds):
            PictureRequest(subject: .frame, seconds: seconds, format: format)
        }
    }

    /// A poster within a box.
    package static func poster(within width: Int, _ height: Int) -> PictureRequest {
        PictureRequest(subject: .poster, width: width, height: height, format: .jpeg)
    }

    /// A strip, each frame of it within a box.
    package static func strip(of frames: Int, within width: Int, _ height: Int) -> PictureRequest {
        PictureRequest(subject: .strip, frames: frames, width: width, height: height, format: .jpeg)
    }

    /// Whether it can be made at all.
    package var isSound: Bool {
        let sides = [width, height].allSatisfy { $0.map((1...Self.longestSide).contains) ?? true }
        let isPlaced = (subject == .frame) == (seconds != nil)
        let isCounted = (subject == .strip) == (frames != nil)
        return sides && isPlaced && isCounted && (width == nil) == (height == nil)
            && seconds.map(ProbeRanges.duration.contains) ?? true
            && frames.map((1...Self.mostFrames).contains) ?? true
            && (subject != .strip || width.map { $0 * (frames ?? 1) <= Self.longestSide } == true)
    }

    /// The request as JSON.
    var json: String {
        var members = [
            "\"subject\":\"\(subject.rawValue)\"", "\"format\":\"\(format.rawValue)\"",
        ]
        if let seconds, seconds.isFinite { members.append("\"seconds\":\(seconds)") }
        if let frames { members.append("\"frames\":\(frames)") }
        if let width { members.append("\"width\":\(width)") }
        if let height { members.append("\"height\":\(height)") }
        return "{\(members.joined(separator: ","))}"
    }
}
