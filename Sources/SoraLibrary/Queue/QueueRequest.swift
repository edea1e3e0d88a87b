public import SoraModel

/// A request for a clip: what to ask for, as a person says it.
public struct QueueRequest: Hashable, Sendable {
    /// The text, or the handle of a stored prompt; may be empty where there is a storyboard.
    public var text: String
    /// The provider's name; may be left out where there is one only.
    public var provider: String?
    /// The model; the profile's default where it is left out.
    public var model: String?
    /// The length in seconds.
    public var seconds: Int?
    /// The size in pixels.
    public var size: PixelSize?
    /// The ratio of the sides.
    public var aspectRatio: AspectRatio?
    /// The style.
    public var style: String?
    /// `true` for a clip without a watermark if that can be, `false` for none with one.
    public var watermark: Bool?
    /// Whether the service keeps the clip from its public pages; `nil` where nothing was said.
    public var isPrivate: Bool?
    /// The video that it is a remix of, or the task whose video that is.
    public var parent: Handle?
    /// What is to be done with that video; `nil` for what its service calls a remix.
    public var operation: TaskOperation?
    /// Whether a remix is asked for as a new clip, of any service, with the link kept here alone.
    public var isAsNew = false
    /// Whether it begins with a frame of that video, which is its first image.
    package var isFrame = false
    /// Which frame of that video is its first image once the video is there.
    package var awaitedFrame: String?
    /// The images that guide it: handles, files and addresses, as they were typed.
    public var images: [String] = []
    /// Whether what an image's file says beside the picture is sent too.
    public var keepsMetadata = false
    /// The file of the storyboard.
    public var storyboard: String?
    /// The tags that the video gets.
    public var tags: [String] = []
    /// The names of the collections that the video goes into.
    public var collections: [String] = []
    /// The line of the file that it is from, for messages.
    package var line: Int?
    /// How many tasks of the same request.
    public var count = 1
    /// Whether they wait as drafts until they are released.
    public var isHeld = false
    /// Whether a service that has ended is asked nevertheless.
    public var isForced = false

    /// Makes a request for one clip.
    ///
    /// - Parameters:
    ///   - text: the text, or the handle of a stored prompt, such as `p12`.
    ///   - provider: the provider's name; may be left out where there is one only.
    ///   - model: the model; the profile's default where it is left out.
    ///   - seconds: the length in seconds; the model's default where it is left out.
    ///   - size: the size in pixels; the model's default where it and the ratio are left out.
    public init(
        text: String, provider: String? = nil, model: String? = nil, seconds: Int? = nil,
        size: PixelSize? = nil
    ) {
        self.text = text
        self.provider = provider
        self.model = model
        self.seconds = seconds
        self.size = size
    }
}
