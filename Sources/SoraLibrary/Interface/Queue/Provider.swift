/// A configured account at a service.
public struct Provider: Hashable, Sendable {
    /// Whether tasks can be submitted.
    public enum State: String, Sendable, CaseIterable {
        /// They can.
        case ready
        /// Not until its settings change.
        case paused
        /// The service has ended.
        case retired
        /// It was removed; its history stays.
        case removed
    }

    /// The name that a person gave it.
    public var name: String
    /// The profile of the service.
    public var profile: String
    /// What stands before `/v1` in its addresses.
    public var baseURL: String
    /// Where its key is, in words; never the key.
    public var key: String
    /// Whether tasks can be submitted.
    public var state: State
    /// Why they cannot, in words.
    public var reason: String?

    init(_ description: ProviderDescription) {
        name = description.name
        profile = description.profile
        baseURL = description.baseURL
        key = description.key
        state =
            switch description.state {
            case .ready: .ready
            case .paused: .paused
            case .retired: .retired
            case .removed: .removed
            }
        reason = description.reason
    }
}
