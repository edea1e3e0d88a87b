package import SoraCatalog

/// A provider as people and scripts see it; never its key.
package struct ProviderDescription: Hashable, ResultObject {
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

    /// What came of its tasks, by model.
    package var scores: [ModelScore] = []
    /// How its budgets stand.
    package var spending: [Spending] = []
    /// What the service takes at the most; `nil` where its profile cannot be read.
    package var limits: ProfileLimits?

    /// What the service can be asked for besides making clips.
    package var abilities: [String] { limits?.abilities ?? [] }

    package static let fieldNames = [
        "name", "profile", "base_url", "key", "state", "reason", "scores", "abilities", "models",
        "limits", "budgets",
    ]

    package var values: [ResultValue] {
        [
            .text(name), .text(profile), .text(baseURL), .text(key), .text(state.rawValue),
            .text(reason), .objects(scores.map(\.json)), .texts(abilities),
            .objects(limits?.models.map(\.json) ?? []), .object(limits?.json),
            .objects(spending.map(\.json)),
        ]
    }
}
