/// Which file of which clip.
struct MediaKey: Sendable, Hashable {
    let clip: Clip
    let variant: MediaVariant

    func render() throws(SimulatorError) -> MediaFile {
        switch variant {
        case .video: MediaFile(try ClipRenderer.video(clip))
        case .thumbnail: MediaFile(try ClipRenderer.thumbnail(clip))
        case .spritesheet: MediaFile(try ClipRenderer.spriteSheet(clip))
        }
    }
}

/// The files that a service keeps of one video, by their names on the wire.
enum MediaVariant: String, Sendable, CaseIterable {
    case video, thumbnail, spritesheet
}

/// A rendered file.
struct MediaFile: Sendable {
    let bytes: [UInt8]
    let contentType: String
    /// A strong entity tag of RFC 9110, 8.8.3, in its quotes.
    let entityTag: String

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        contentType =
            if bytes.starts(with: [0x52, 0x49, 0x46, 0x46]) {
                "image/webp"
            } else if bytes.starts(with: [0xff, 0xd8]) {
                "image/jpeg"
            } else {
                "video/mp4"
            }
        entityTag = "\"\(Digest.sha256(bytes).prefix(32))\""
    }
}
