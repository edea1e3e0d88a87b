import SoraModel

/// A collection as people and scripts see it.
package struct CollectionDescription: Hashable, Sendable {
    /// The name.
    package var name: String
    /// The UUID.
    package var uid: String
    /// The saved query of a smart collection.
    package var query: String?
    /// The numbers of its videos, in order.
    package var videos: [Int64]

    /// The description as one JSON object.
    package var json: String {
        let handles = videos.map { "\"\(Handle(.video, $0))\"" }.joined(separator: ",")
        return "{\"name\":\(JSONText.string(name)),\"uid\":\(JSONText.string(uid)),"
            + "\"query\":\(query.map(JSONText.string) ?? "null"),\"count\":\(videos.count),"
            + "\"videos\":[\(handles)]}"
    }
}
