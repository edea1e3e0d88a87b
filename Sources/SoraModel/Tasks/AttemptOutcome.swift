/// What came of one request that may charge; the raw value is what the catalogue has.
package enum AttemptOutcome: String, Sendable, CaseIterable {
    /// Nothing is known yet.
    case pending
    /// Nobody knows whether the service has it.
    case unknown
    /// The service has it.
    case accepted
    /// The service has proved not to have it.
    case notAccepted = "not_accepted"
    /// Its owner decided not to ask any further.
    case abandoned
}
