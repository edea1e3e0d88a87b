package import SoraModel

/// One request that may charge.
package struct SubmitAttempt: Hashable, Sendable {
    package enum Phase: String, Sendable {
        /// Nothing was sent yet.
        case armed
        /// The first byte was sent, or was about to be.
        case sending
        /// An answer came, or the request failed.
        case answered
    }

    /// The row number.
    package var id: Int64
    /// Names the receipt.
    package var uid: UID
    /// The task's number.
    package var task: Int64
    /// How far it got.
    package var phase: Phase
    /// What came of it.
    package var outcome: AttemptOutcome
    /// When the intent was committed.
    package var armedAt: Timestamp
    /// When the first byte was about to be sent.
    package var sentAt: Timestamp?
    /// When the answer came, or the failure.
    package var answeredAt: Timestamp?
    /// The HTTP status of the answer.
    package var status: Int?
    /// The service's `x-request-id`.
    package var requestID: String?
    /// What the service, or the network, said.
    package var message: String?
}
