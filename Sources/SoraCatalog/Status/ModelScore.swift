package import SoraModel

/// What came of the tasks that one service was given for one model: measured, not promised.
package struct ModelScore: Hashable, Sendable {
    /// The model.
    package var model: String
    /// How many clips are here.
    package var delivered = 0
    /// How many of them are what was asked for.
    package var verified = 0
    /// How many play and are not what was asked for.
    package var mismatch = 0
    /// How many do not read.
    package var corrupt = 0
    /// How many tasks the service failed or refused.
    package var failed = 0
    /// How many results were gone before they could be fetched.
    package var expired = 0
    /// How long half of the tasks took at the most, from being accepted to being complete, in seconds.
    package var medianWait: Double?
    /// What a second of verified clips cost, of tasks whose price is known; the failed ones are paid too.
    package var costPerSecond: Money?

    package init(model: String) {
        self.model = model
    }
}
