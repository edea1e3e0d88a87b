public import SoraModel

/// What queueing led to, or would lead to.
public struct Queueing: Hashable, Sendable {
    /// The new tasks, in the order of the requests; empty where nothing was stored.
    public var tasks: [Handle]
    /// How many tasks it comes to.
    public var count: Int
    /// What they should cost, one amount a currency; what has no known price is not in it.
    public var estimates: [Money]
    /// What a service may refuse nevertheless, in words.
    public var warnings: [String]

    init(_ queued: Library.Queued) {
        tasks = queued.handles
        count = queued.tasks.count
        estimates = queued.estimates
        warnings = queued.warnings
    }
}
