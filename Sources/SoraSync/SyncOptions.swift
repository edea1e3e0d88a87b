package import SoraModel

/// What one sync does.
package struct SyncOptions: Sendable {
    /// Only the tasks of the provider of this number.
    package var provider: Int64?
    /// Whether passes are repeated until nothing is left to wait for.
    package var untilIdle = false
    /// The most requests that may charge, or `nil` for no limit.
    package var maximumSubmits: Int?
    /// The most that all requests of the run may cost together, or `nil` for no limit.
    package var maximumCost: Money?
    /// Whether tasks are submitted too whose price is not known in the currency of a budget.
    package var allowsUnpriced = false
    /// Whether what services have in the account, and the library has not, is taken into it.
    package var adopts = false
    /// The bytes of the disk that are kept free: nothing is submitted where less would be left.
    package var reserveBytes: Int64 = 1 << 30

    package init() {}
}
