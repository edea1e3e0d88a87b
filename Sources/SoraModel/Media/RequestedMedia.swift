/// What a request asks of the file that comes back.
public struct RequestedMedia: Hashable, Sendable {
    /// The length in seconds.
    public var seconds: Double?
    /// The width and height in pixels, as seen: after rotation.
    public var size: PixelSize?
    /// The ratio of the sides, where no size was asked for.
    public var aspectRatio: AspectRatio?
    /// How closely the file has to keep to that.
    public var expectation: MediaExpectation

    /// Makes a request.
    public init(
        seconds: Double? = nil, size: PixelSize? = nil, aspectRatio: AspectRatio? = nil,
        expectation: MediaExpectation = MediaExpectation()
    ) {
        self.seconds = seconds
        self.size = size
        self.aspectRatio = aspectRatio
        self.expectation = expectation
    }

    /// Whether nothing was asked.
    public var isEmpty: Bool { seconds == nil && size == nil && aspectRatio == nil }
}
