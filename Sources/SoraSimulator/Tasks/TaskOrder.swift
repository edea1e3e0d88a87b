/// What an accepted request asks for.
struct TaskOrder {
    var model: String
    var prompt: String
    /// The length in seconds, as it was sent.
    var seconds: String
    var size: PixelSize
    /// What the reference images hash to, if there are any.
    var inputDigest: String?
    /// The id of the video to start from.
    var remixedFrom: String?
    /// The id of the video that it starts from, of which its answers do not tell.
    var source: String?
    /// How often that was extended, with this time.
    var extensions: Int?
    /// Whether nobody may start from it.
    var isPrivate: Bool?
}
