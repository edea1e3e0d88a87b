package import SoraModel

/// A field of the owner's own as people and scripts see it.
package struct FieldDescription: Hashable, ResultObject {
    /// The name.
    package var name: String
    /// What it holds.
    package var type: OwnFieldType
    /// How many videos have a value in it.
    package var videos: Int

    package static let fieldNames = ["name", "type", "count"]

    package var values: [ResultValue] { [.text(name), .text(type.rawValue), .integer(videos)] }
}
