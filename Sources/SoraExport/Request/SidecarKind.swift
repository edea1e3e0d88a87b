/// A form in which what is known of a clip is written beside it.
package enum SidecarKind: String, Sendable, CaseIterable {
    /// The video object.
    case json

    /// What the name of such a file ends with, without a dot.
    var fileExtension: String { rawValue }
}
