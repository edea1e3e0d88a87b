package import SoraModel

/// An image that guides a generation, as a request keeps it.
package struct ReferenceImage: Hashable, Sendable, Codable {
    /// Its number in the catalogue.
    package var number: Int64
    /// The digest of its file, where it has one.
    package var sha256: String?
    /// The extension of its file.
    package var fileExtension: String?
    /// Its public address.
    package var url: String?
    /// The width in pixels, where it was measured.
    package var width: Int?
    /// The height in pixels, where it was measured.
    package var height: Int?
    /// Whether what its file says beside the picture is sent too: place, time, camera.
    package var keepsMetadata = false

    package init(number: Int64, url: String? = nil) {
        self.number = number
        self.url = url
    }

    /// What people call it.
    package var handle: Handle { Handle(.image, number) }

    /// The size, where it was measured.
    package var size: PixelSize? {
        guard let width, let height else { return nil }
        return PixelSize(width: width, height: height)
    }

    /// The media type of its file (RFC 6838).
    package var mediaType: String {
        switch fileExtension {
        case "png": "image/png"
        case "webp": "image/webp"
        default: "image/jpeg"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case number, sha256, url, width, height
        case fileExtension = "extension"
        case keepsMetadata = "keeps_metadata"
    }
}
