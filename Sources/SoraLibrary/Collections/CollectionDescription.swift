import SoraModel

/// A collection as people and scripts see it.
package struct CollectionDescription: Hashable, ResultObject {
    /// The name.
    package var name: String
    /// The UUID.
    package var uid: String
    /// The saved query of a smart collection.
    package var query: String?
    /// The numbers of its videos, in order.
    package var videos: [Int64]

    package static let fieldNames = ["name", "uid", "query", "count", "videos"]

    package var values: [ResultValue] {
        [
            .text(name), .text(uid), .text(query), .integer(videos.count),
            .texts(videos.map { Handle(.video, $0).description }),
        ]
    }
}
