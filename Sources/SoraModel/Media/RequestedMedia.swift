/// What a request asks of the file that comes back.
package struct RequestedMedia: Hashable, Sendable {
    /// The length in seconds.
    package var seconds: Double?
    /// The width and height in pixels, as seen: after rotation.
    package var size: PixelSize?
    /// The ratio of the sides, where no size was asked for.
    package var aspectRatio: AspectRatio?
    /// How closely the file has to keep to that.
    package var expectation: MediaExpectation

    /// Makes a request.
    package init(
        seconds: Double? = nil, size: PixelSize? = nil, aspectRatio: AspectRatio? = nil,
        expectation: MediaExpectation = MediaExpectation()
    ) {
        self.seconds = seconds
        self.size = size
        self.aspectRatio = aspectRatio
        self.expectation = expectation
    }

    /// Whether nothing was asked.
    package var isEmpty: Bool { seconds == nil && size == nil && aspectRatio == nil }
}
