public import SoraModel

/// One clip: what is known of it, what was measured in its file, and where it came from.
public struct Video: Identifiable, Hashable, Sendable {
    /// What was asked of the service; what was not asked for is `nil`.
    public struct Request: Hashable, Sendable {
        /// The length, in seconds.
        public var seconds: Double?
        /// The size, in pixels.
        public var size: PixelSize?
        /// The ratio of the sides.
        public var aspectRatio: AspectRatio?
    }

    /// The handle, such as `v27`; another library has another video of that handle.
    public var id: Handle
    /// The UUID, which it keeps when libraries are merged.
    public var uid: String
    /// The title that a person gave it.
    public var title: String?
    /// The absolute path of the file, which is never to be changed; `nil` where there is none.
    public var path: String?
    /// The digest of the file, 64 hexadecimal digits.
    public var sha256: String?
    /// The size of the file, in bytes.
    public var bytes: Int64?
    /// The container, as libavformat calls it.
    public var container: String?
    /// The measured length, in seconds.
    public var duration: Double?
    /// The measured width as stored, in pixels: before it is turned by ``rotation``.
    public var width: Int?
    /// The measured height as stored, in pixels: before it is turned by ``rotation``.
    public var height: Int?
    /// By how much it is turned clockwise to be shown: 0, 90, 180 or 270 degrees.
    public var rotation: Int?
    /// The measured frames a second.
    public var frameRate: Double?
    /// The measured bits a second.
    public var bitRate: Int?
    /// The video's codec, as libavcodec calls it.
    public var videoCodec: String?
    /// The sound's codec, as libavcodec calls it.
    public var audioCodec: String?
    /// Whether there is sound.
    public var hasAudio: Bool?
    /// What was asked of the service; `nil` where nothing was.
    public var requested: Request?
    /// The outcome of comparing the file with the request.
    public var verdict: Verdict
    /// Why, in words; empty where it is as it should be.
    public var reasons: [String]
    /// Why, as words for programs, in the order of ``reasons``; further ones may come.
    public var reasonCodes: [String]
    /// Whether the file is there.
    public var fileState: FileState
    /// The text that it was made from.
    public var prompt: String?
    /// The name of the provider that made it.
    public var provider: String?
    /// The model that made it.
    public var model: String?
    /// The task that it came of.
    public var task: Handle?
    /// How it came to be.
    public var operation: TaskOperation
    /// The video that it was made from.
    public var remixedFrom: Handle?
    /// The tags, sorted.
    public var tags: [String]
    /// The rating, 0 to 5.
    public var rating: Int?
    /// The notes of a person.
    public var notes: String?
    /// The names of the collections that list it.
    public var collections: [String]
    /// When it was made, to the second.
    public var createdAt: Timestamp
    /// When it was imported, to the second; `nil` where it was not.
    public var importedAt: Timestamp?
}

extension Video {
    private struct RequestJSON: Decodable {
        var seconds: Double?
        var width: Int?
        var height: Int?
        var aspect_ratio: String?
    }

    init(_ row: ObjectRow) throws(SoraError) {
        id = try row.value("id") { Handle($0) }
        uid = try row.text("uid")
        title = row["title"]
        path = row["path"]
        sha256 = row["sha256"]
        bytes = row.integer("bytes").map { Int64($0) }
        container = row["container"]
        duration = row.number("duration")
        width = row.integer("width")
        height = row.integer("height")
        rotation = row.integer("rotation")
        frameRate = row.number("frame_rate")
        bitRate = row.integer("bit_rate")
        videoCodec = row["video_codec"]
        audioCodec = row["audio_codec"]
        hasAudio = row.truth("has_audio")
        requested = row.json(RequestJSON.self, in: "requested").map { asked in
            Request(
                seconds: asked.seconds,
                size: asked.width.flatMap { width in
                    asked.height.map { PixelSize(width: width, height: $0) }
                }, aspectRatio: asked.aspect_ratio.flatMap { AspectRatio($0) })
        }
        verdict = try row.value("verdict", Verdict.init)
        reasons = row.list("reasons")
        reasonCodes = row.list("reason_codes")
        fileState = try row.value("file_state", FileState.init)
        prompt = row["prompt"]
        provider = row["provider"]
        model = row["model"]
        task = row.handle("task")
        operation = try row.value("operation", TaskOperation.init)
        remixedFrom = row.handle("remixed_from")
        tags = row.list("tags")
        rating = row.integer("rating")
        notes = row["notes"]
        collections = row.list("collections")
        createdAt = try row.value("created_at", ObjectRow.moment)
        importedAt = row.moment("imported_at")
    }
}
