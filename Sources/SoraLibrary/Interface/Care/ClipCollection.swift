public import SoraModel

/// A named list of videos, or a saved query.
public struct ClipCollection: Hashable, Sendable {
    /// The name, which no other has, without regard to capitals.
    public var name: String
    /// The UUID, which it keeps when libraries are merged.
    public var uid: String
    /// The saved query of a smart collection; `nil` for a list.
    public var query: String?
    /// Its videos: in its own order, those of a smart one the newest first.
    public var videos: [Handle]

    init(_ description: CollectionDescription) {
        name = description.name
        uid = description.uid
        query = description.query
        videos = description.videos.map { Handle(.video, $0) }
    }
}
