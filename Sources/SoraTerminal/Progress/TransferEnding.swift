/// How a transfer ended.
package enum TransferEnding: Sendable, Equatable {
    case done
    /// Stopped before its end; the rest may be fetched later.
    case stopped
    case failed(String)
}
