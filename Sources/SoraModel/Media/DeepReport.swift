/// What was found by reading a file to its end and decoding every frame.
package struct DeepReport: Hashable, Sendable, Codable {
    /// A part of a clip, in seconds from its beginning.
    package struct Stretch: Hashable, Sendable, Codable {
        /// Where it begins.
        package var start: Double
        /// Where it ends.
        package var end: Double

        /// Makes a stretch.
        package init(start: Double, end: Double) {
            self.start = start
            self.end = end
        }
    }

    /// What a track is of.
    package enum Kind: String, Hashable, Sendable, Codable {
        case video, audio
    }

    /// One track that was decoded.
    package struct Track: Hashable, Sendable, Codable {
        /// What it is of.
        package var kind: Kind
        /// libavformat's name of the codec.
        package var codec: String
        /// The packets that could be read.
        package var packets: Int
        /// The packets that the file says it has; `nil` where it does not say.
        package var expectedPackets: Int?
        /// The frames that came of them.
        package var frames: Int
        /// The packets that did not decode, or only with errors.
        package var errors: Int
        /// When the first frame is shown, in seconds; `nil` when none decodes.
        package var first: Double?
        /// When the last frame is shown, in seconds.
        package var last: Double?

        /// Makes a track of which nothing was read yet.
        package init(_ kind: Kind, codec: String) {
            self.kind = kind
            self.codec = codec
            packets = 0
            frames = 0
            errors = 0
        }

        /// The names of the fields in JSON.
        package enum CodingKeys: String, CodingKey {
            case kind, codec, packets
            case expectedPackets = "expected_packets"
            case frames, errors, first, last
        }
    }

    /// Something that is wrong with the file.
    package struct Problem: Hashable, Sendable, Codable {
        /// What it is, for programs.
        package var code: ReasonCode
        /// What it is, in words.
        package var words: String

        /// Makes a problem.
        package init(_ code: ReasonCode, _ words: String) {
            self.code = code
            self.words = words
        }
    }

    /// The tracks of video and audio, in the file's order.
    package var tracks: [Track] = []
    /// Where the first video track is black.
    package var black: [Stretch] = []
    /// Where the first video track does not move.
    package var frozen: [Stretch] = []
    /// Where the first audio track is silent.
    package var silent: [Stretch] = []
    /// How loud the first audio track is as a whole, in LUFS; `nil` without any that is audible.
    package var loudness: Double?
    /// What is wrong; empty where nothing is.
    package var problems: [Problem] = []

    /// Makes a report of which nothing is known yet.
    package init() {}

    /// What it tells of a clip that is not wrong with it, each with its code.
    package var findings: [Problem] {
        let kinds: [(ReasonCode, [Stretch])] = [
            (.black, black), (.frozen, frozen), (.silent, silent),
        ]
        return kinds.compactMap { code, stretches in
            guard let first = stretches.first else { return nil }
            let place =
                "from \(ShortNumber.text(first.start)) s to \(ShortNumber.text(first.end)) s"
            let more = stretches.count > 1 ? ", and \(stretches.count - 1) times more" : ""
            return Problem(code, "\(code.rawValue) \(place)\(more)")
        }
    }
}
