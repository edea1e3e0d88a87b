/// A collection: a named, ordered list of videos, or a saved query.
package struct CollectionRecord: Hashable, Sendable {
    /// The row number.
    package var id: Int64
    /// The UUID.
    package var uid: String
    /// The name.
    package var name: String
    /// The saved query; `nil` where it is a list.
    package var query: String?

    /// Whether that is its name, in any case.
    package func isCalled(_ other: String) -> Bool { name.lowercased() == other.lowercased() }
}
