/// What was measured in one media file: the `probe` object of the command line.
///
/// Codec and container names are libavformat's. An absent value was not in the file.
public struct MediaProbe: Hashable, Sendable, Codable {
    /// The file, as it was named.
    public var path: String
    /// Whether the file is media that can be read.
    public var ok: Bool
    /// libavformat's name of the container, for example `mov,mp4,m4a,3gp,3g2,mj2`.
    public var container: String?
    /// The length in seconds, as the container tells it.
    public var duration: Double?
    /// The width as stored, in pixels, before rotation.
    public var width: Int?
    /// The height as stored, in pixels, before rotation.
    public var height: Int?
    /// The clockwise rotation for display: 0, 90, 180 or 270 degrees.
    public var rotation: Int?
    /// Frames a second, on average.
    public var frameRate: Double?
    /// Bits a second of the whole file.
    public var bitRate: Int?
    /// The codec of the first video track, for example `h264`.
    public var videoCodec: String?
    /// The codec of the first audio track, for example `aac`.
    public var audioCodec: String?
    /// Whether there is an audio track.
    public var hasAudio: Bool?
    /// The file's size in bytes.
    public var bytes: Int64?
    /// What is wrong with the file, in words; empty where nothing is.
    public var problems: [String]
    /// The length of the first video track in seconds, where the file tells it.
    public var videoDuration: Double?
    /// Whether the index stands before the data, so that it plays while it loads; of MP4 and MOV only.
    public var fastStart: Bool?
    /// What the file says of itself, as far as it was asked for; claims, and no measures, so that they are no
    /// part of the `probe` object.
    package var tags: [String: String] = [:]

    /// The names of the fields in JSON.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case path, ok, container, duration, width, height, rotation
        case frameRate = "frame_rate"
        case bitRate = "bit_rate"
        case videoCodec = "video_codec"
        case audioCodec = "audio_codec"
        case hasAudio = "has_audio"
        case bytes, problems
        case videoDuration = "video_duration"
        case fastStart = "fast_start"
    }

    /// Makes a probe of a file that could not be read as media, or to be filled in.
    public init(path: String, ok: Bool, bytes: Int64? = nil, problems: [String] = []) {
        self.path = path
        self.ok = ok
        self.bytes = bytes
        self.problems = problems
    }

    /// Writes every field, `null` for the absent ones.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(ok, forKey: .ok)
        try container.encode(self.container, forKey: .container)
        try container.encode(duration, forKey: .duration)
        try container.encode(width, forKey: .width)
        try container.encode(height, forKey: .height)
        try container.encode(rotation, forKey: .rotation)
        try container.encode(frameRate, forKey: .frameRate)
        try container.encode(bitRate, forKey: .bitRate)
        try container.encode(videoCodec, forKey: .videoCodec)
        try container.encode(audioCodec, forKey: .audioCodec)
        try container.encode(hasAudio, forKey: .hasAudio)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(problems, forKey: .problems)
        try container.encode(videoDuration, forKey: .videoDuration)
        try container.encode(fastStart, forKey: .fastStart)
    }
}
