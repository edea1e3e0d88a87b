/// Something about a library that a person may set.
package enum Setting: String, CaseIterable, Sendable {
    /// Whether a sidecar is kept for each original: `on` or `off`.
    case sidecars

    /// The values that it may have.
    package var values: [String] {
        switch self {
        case .sidecars: ["on", "off"]
        }
    }

    /// The value where none was set.
    package var standard: String {
        switch self {
        case .sidecars: "on"
        }
    }
}
