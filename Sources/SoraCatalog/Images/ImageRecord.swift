package import SoraModel

/// A reference image of the catalogue.
package struct ImageRecord: Hashable, Sendable {
    /// The row number; 0 for one that is not in the catalogue yet.
    package var id: Int64
    /// Its file, where it has one.
    package var file: StoredFile?
    /// Its public address, where it has one.
    package var url: String?
    /// `jpeg`, `png` or `webp`.
    package var format: String?
    /// The width in pixels.
    package var width: Int?
    /// The height in pixels.
    package var height: Int?
    /// A short name for people.
    package var title: String?

    package init(
        id: Int64 = 0, file: StoredFile? = nil, url: String? = nil, format: String? = nil,
        width: Int? = nil, height: Int? = nil, title: String? = nil
    ) {
        self.id = id
        self.file = file
        self.url = url
        self.format = format
        self.width = width
        self.height = height
        self.title = title
    }

    /// What people call it.
    package var handle: Handle { Handle(.image, id) }
}
