/// How records are taken in.
package struct LoadOptions: Sendable {
    /// Whether what is queued stays queued: only right where no other library has the same queue.
    package var takesQueue: Bool
    /// Whether what is wrong is left out and told, in place of all being refused.
    package var isLenient: Bool
    /// Whether all of it is undone at the end.
    package var isDryRun: Bool

    package init(
        takesQueue: Bool = false, isLenient: Bool = false, isDryRun: Bool = false
    ) {
        self.takesQueue = takesQueue
        self.isLenient = isLenient
        self.isDryRun = isDryRun
    }
}
