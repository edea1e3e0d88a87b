package import SoraModel

/// What a watch waits for.
package struct WatchStanding: Hashable, Sendable {
    /// When the next thing is due; `nil` where nothing is.
    package let next: Timestamp?
    /// The tasks of the selection that are not at their end.
    package let waiting: Int
    /// The providers that cannot be reached, by name.
    package let unreachable: [String]
}
