package import SoraCatalog

/// An image that was looked at, and may be added.
package struct InspectedImage: Hashable, Sendable {
    /// What it is.
    package var record: ImageRecord
    /// The absolute path of its file, where it has one.
    package var path: String?
}
