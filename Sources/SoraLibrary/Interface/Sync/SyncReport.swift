import SoraSync

/// What a sync did, and what is left.
public struct SyncReport: Hashable, Sendable {
    /// Tasks that a service accepted.
    public var submitted: Int
    /// Results that were stored.
    public var downloaded: Int
    /// Of these, what was asked for.
    public var verified: Int
    /// Of these, not what was asked for.
    public var mismatch: Int
    /// Of these, files that do not read.
    public var corrupt: Int
    /// Tasks that failed or were rejected.
    public var failed: Int
    /// Results that were paid for and lost to expiry.
    public var expired: Int
    /// Tasks whose outcome is unknown now: a person has to decide.
    public var uncertain: Int
    /// Tasks that are not at their end now.
    public var waiting: Int
    /// Providers to which nothing is sent until their settings change, by name.
    public var paused: [String]
    /// Providers that could not be reached, by name.
    public var unreachable: [String]
    /// Providers with tasks that wait for money, by name.
    public var overBudget: [String]
    /// Whether the run was cancelled; what was begun is stored, and the next run goes on from there.
    public var wasCancelled: Bool

    init(_ summary: SyncSummary) {
        submitted = summary.submitted
        downloaded = summary.downloaded
        verified = summary.verified
        mismatch = summary.mismatch
        corrupt = summary.corrupt
        failed = summary.failed
        expired = summary.expired
        uncertain = summary.uncertain
        waiting = summary.waiting
        paused = summary.paused
        unreachable = summary.unreachable
        overBudget = summary.overBudget
        wasCancelled = summary.interrupted
    }
}
