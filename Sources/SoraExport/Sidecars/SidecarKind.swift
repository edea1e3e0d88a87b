/// A form in which what is known of a clip is written beside it.
package enum SidecarKind: String, Codable, Sendable, CaseIterable {
    /// The video object, which an import reads back.
    case json
    /// XMP, which photo and video managers read (ISO 16684-1).
    case xmp
    /// The prompt alone.
    case txt

    /// What the name of such a file ends with, without a dot.
    var fileExtension: String { rawValue }
}
