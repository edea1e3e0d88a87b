package import SoraModel

/// A video that a service's list has, as it is taken into the catalogue.
package struct FoundTask: Hashable, Sendable {
    /// What the service calls it.
    package var remoteID: String
    /// What the service calls the video that it was made from.
    package var parent: String?
    /// The model, as the service names it.
    package var model: String
    /// The text that it was asked for with.
    package var prompt: String
    /// The length that it says was asked for, in seconds.
    package var seconds: Int?
    /// The size that it says was asked for.
    package var size: PixelSize?
    /// When it was made.
    package var createdAt: Timestamp
    /// How it is asked after and fetched, as a frozen request.
    package var request: String

    package init(
        remoteID: String, parent: String?, model: String, prompt: String, seconds: Int?,
        size: PixelSize?, createdAt: Timestamp, request: String
    ) {
        self.remoteID = remoteID
        self.parent = parent
        self.model = model
        self.prompt = prompt
        self.seconds = seconds
        self.size = size
        self.createdAt = createdAt
        self.request = request
    }
}
