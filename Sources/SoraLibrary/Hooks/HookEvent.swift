/// What a hook is told of; its file is called so.
package enum HookEvent: String, CaseIterable, Sendable {
    /// A sync, or a pass of a watch, has done something.
    case afterSync = "after-sync"
    /// Results are in the library.
    case succeeded = "on-succeeded"
    /// Results that are there are not what was asked for, or do not read.
    case mismatch = "on-mismatch"
    /// Tasks failed, were refused, or their results were lost.
    case failed = "on-failed"
    /// Nobody knows whether tasks were accepted: a person has to decide.
    case uncertain = "on-uncertain"
    /// Results that are not here yet are about to be gone.
    case expiring = "on-expiring"
}
