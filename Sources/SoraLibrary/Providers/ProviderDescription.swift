import SoraModel

/// A provider as people and scripts see it; never its key.
package struct ProviderDescription: Hashable, Sendable {
    package enum State: String, Sendable { case ready, paused, retired, removed }

    /// The name that the user gave it.
    package var name: String
    /// The profile's name.
    package var profile: String
    /// What stands before `/v1`.
    package var baseURL: String
    /// Where the key is.
    package var key: String
    /// Whether tasks can be submitted.
    package var state: State
    /// Why they cannot.
    package var reason: String?

    /// The description as one JSON object.
    package var json: String {
        let reason = self.reason.map(JSONText.string) ?? "null"
        return "{\"name\":\(JSONText.string(name)),\"profile\":\(JSONText.string(profile)),"
            + "\"base_url\":\(JSONText.string(baseURL)),\"key\":\(JSONText.string(key)),"
            + "\"state\":\"\(state.rawValue)\",\"reason\":\(reason)}"
    }
}
