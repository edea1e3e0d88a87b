package import SoraModel

/// What an export did.
package struct ExportSummary: Hashable, Sendable {
    /// A clip that was left out, or whose file was left as it is.
    package struct Skipped: Hashable, Sendable {
        /// The clip.
        package var video: Handle
        /// Why.
        package var reason: String
    }

    /// The absolute path of the folder.
    package var directory: String
    /// Files that were written: clips and what stands beside them.
    package var written = 0
    /// Files that were there already.
    package var unchanged = 0
    /// Files that no longer belonged and were removed.
    package var removed = 0
    /// Files that no longer belong and stay.
    package var stale = 0
    /// What was left out.
    package var skipped: [Skipped] = []
    /// The bytes of the files that were written.
    package var bytes: Int64 = 0

    package init(directory: String) {
        self.directory = directory
    }

    /// The summary as one JSON object.
    package var json: String {
        let skipped = skipped.map {
            "{\"id\":\"\($0.video)\",\"reason\":\(JSONText.string($0.reason))}"
        }
        return "{\"directory\":\(JSONText.string(directory)),\"written\":\(written),"
            + "\"unchanged\":\(unchanged),\"removed\":\(removed),"
            + "\"skipped\":[\(skipped.joined(separator: ","))],\"bytes\":\(bytes)}"
    }
}
