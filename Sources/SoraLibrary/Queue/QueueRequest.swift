package import SoraModel

/// One line of a queue: what to ask for, as a person says it.
package struct QueueRequest: Hashable, Sendable {
    /// The text, or the handle of a stored prompt; may be empty where there is a storyboard.
    package var text: String
    /// The provider's name; may be left out where there is one only.
    package var provider: String?
    /// The model; the profile's default where it is left out.
    package var model: String?
    /// The length in seconds.
    package var seconds: Int?
    /// The size in pixels.
    package var size: PixelSize?
    /// The ratio of the sides.
    package var aspectRatio: AspectRatio?
    /// The style.
    package var style: String?
    /// `true` for a clip without a watermark if that can be, `false` for none with one.
    package var watermark: Bool?
    /// Whether the service keeps the clip from its public pages; `nil` where nothing was said.
    package var isPrivate: Bool?
    /// The video that it is a remix of, or the task whose video that is.
    package var parent: Handle?
    /// What is to be done with that video; `nil` for what its service calls a remix.
    package var operation: TaskOperation?
    /// Whether a remix is asked for as a new clip, of any service, with the link kept here alone.
    package var isAsNew = false
    /// Whether it begins with a frame of that video, which is its first image.
    package var isFrame = false
    /// Which frame of that video is its first image once the video is there.
    package var awaitedFrame: String?
    /// The images that guide it: handles, files and addresses, as they were typed.
    package var images: [String] = []
    /// Whether what an image's file says beside the picture is sent too.
    package var keepsMetadata = false
    /// The file of the storyboard.
    package var storyboard: String?
    /// The tags that the video gets.
    package var tags: [String] = []
    /// The names of the collections that the video goes into.
    package var collections: [String] = []
    /// The line of the file that it is from, for messages.
    package var line: Int?
    /// How many tasks of the same request.
    package var count = 1
    /// Whether they wait as drafts until they are released.
    package var isHeld = false
    /// Whether a service that has ended is asked nevertheless.
    package var isForced = false

    package init(text: String) {
        self.text = text
    }
}
