/// What the passes of a watch work with.
package struct WatchMeans: Sendable {
    /// Makes what one pass works with; the catalogue and the control are the same each time.
    ///
    /// - Throws: `SoraError` where the profiles cannot be read.
    package var make: @Sendable () throws -> SyncContext
    /// Ends what one pass has started.
    package var close: @Sendable (SyncContext) async -> Void

    package init(
        make: @escaping @Sendable () throws -> SyncContext,
        close: @escaping @Sendable (SyncContext) async -> Void = { _ in }
    ) {
        self.make = make
        self.close = close
    }
}
