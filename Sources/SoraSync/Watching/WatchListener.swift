/// Is told how a watch is doing.
package protocol WatchListener: Sendable {
    /// The run lock is held, and the first pass begins.
    func began()
    /// A pass has ended; the next one waits until this returns.
    ///
    /// - Parameter summary: what that pass did.
    func passed(_ summary: SyncSummary) async
    /// Nothing is due now; told about once a second.
    func waits(_ standing: WatchStanding)
}
