public import SoraModel

/// What a sync does, and how far it may go.
public struct SyncSettings: Hashable, Sendable {
    /// Only the tasks of the provider of this name; `nil` for all.
    public var provider: String?
    /// Whether passes are repeated until nothing is left to wait for.
    public var untilIdle = false
    /// The most requests that may charge; `nil` for no limit.
    public var maximumSubmits: Int?
    /// The most that all requests of the run may cost together; `nil` for no limit.
    public var maximumCost: Money?
    /// Whether tasks are submitted too whose price is not known in the currency of a budget.
    public var allowsUnpriced = false
    /// The seconds after which nothing new starts; `nil` for no limit.
    public var timeout: Double?

    /// Makes settings for one pass over all providers.
    ///
    /// - Parameters:
    ///   - untilIdle: whether passes are repeated until nothing is left to wait for.
    ///   - maximumCost: the most that all requests of the run may cost together.
    ///   - timeout: the seconds after which nothing new starts.
    public init(untilIdle: Bool = false, maximumCost: Money? = nil, timeout: Double? = nil) {
        self.untilIdle = untilIdle
        self.maximumCost = maximumCost
        self.timeout = timeout
    }
}
