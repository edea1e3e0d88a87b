package import SoraModel

/// An entry of a service's list that could be an uncertain task.
package struct Proposal: Hashable, Sendable {
    /// The service's id.
    package var remoteID: String
    /// When it was made, by the service's clock.
    package var madeAt: Timestamp?

    package init(remoteID: String, madeAt: Timestamp?) {
        self.remoteID = remoteID
        self.madeAt = madeAt
    }
}
