package import SoraModel

/// A field of the owner's own, such as the client that a clip is for.
package struct OwnField: Hashable, Sendable {
    /// The row number.
    package var id: Int64
    /// The UUID.
    package var uid: String
    /// The name, which queries use too.
    package var name: String
    /// What it holds.
    package var type: OwnFieldType

    /// The field as queries see it.
    package var queryField: QueryField { QueryField(own: id, name, type) }
}
