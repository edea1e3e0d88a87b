package import SoraModel

/// What is known of a clip from outside of it: from a sidecar, its name, or the person who imports it.
package struct ClipFacts: Hashable, Sendable {
    /// What a person calls it.
    package var title: String?
    /// The text that asked for it.
    package var prompt: String?
    /// Anything else, in words or as JSON.
    package var notes: String?
    /// The service that made it.
    package var provider: String?
    /// The model that made it.
    package var model: String?
    /// What the service calls it.
    package var remoteID: String?
    /// What the service calls the clip that it was made from.
    package var parentID: String?
    /// When it was made.
    package var createdAt: Timestamp?
    /// 0 to 5.
    package var rating: Int?
    /// What was asked for, where that is told.
    package var requested: RequestedMedia?
    /// Its tags.
    package var tags: [String] = []
    /// What it was in another library, where one exported it.
    package var carried: CarriedFacts?

    package init() {}
}
