/// How a video came to be.
public enum TaskOperation: String, Sendable, Codable, CaseIterable {
    /// From a prompt.
    case create
    /// From a file that was there.
    case `import`
    /// From a video, by the service's remix.
    case remix
    /// From a video, of which a part was changed.
    case edit
    /// From a video, as what follows it.
    case extend
    /// From a frame of a video.
    case frame
}
