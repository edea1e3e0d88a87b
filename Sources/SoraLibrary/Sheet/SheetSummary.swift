package import SoraModel

/// What was drawn on a contact sheet.
package struct SheetSummary: Hashable, Sendable {
    /// A clip that is not as it should be, or has no picture.
    package struct Flaw: Hashable, Sendable {
        package var video: Handle
        package var reason: String
    }

    /// The absolute paths of the pictures, in their order.
    package var files: [String] = []
    /// How many clips are on them.
    package var videos = 0
    /// The clips that are marked.
    package var flawed: [Flaw] = []
    /// How many different letters no font here could show; boxes stand for them.
    package var unshown = 0
    /// How many bytes the pictures have.
    package var bytes: Int64 = 0

    /// The summary as one JSON object.
    package var json: String {
        let flawed = flawed.map {
            "{\"id\":\"\($0.video)\",\"reason\":\(JSONText.string($0.reason))}"
        }
        return "{\"files\":\(JSONText.array(files)),\"videos\":\(videos),"
            + "\"flawed\":[\(flawed.joined(separator: ","))],\"bytes\":\(bytes)}"
    }
}
