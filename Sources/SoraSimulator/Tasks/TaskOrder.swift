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
    /// Whether nobody may start from it.
    var isPrivate: Bool?
}
