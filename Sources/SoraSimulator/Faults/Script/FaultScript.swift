/// The faults that a simulator is told to play, in the order in which they are tried.
struct FaultScript: Sendable, Equatable {
    /// What the draws of every `chance` follow from.
    var seed: UInt64 = 0
    var rules: [FaultRule] = []
}

/// One fault, when it is played and how often.
struct FaultRule: Sendable, Equatable {
    /// Its place in the script, from 0.
    let index: Int
    /// The name in the log; the number of the rule, from 1, when it was given none.
    let name: String
    /// The name of the action, as it stands in the script.
    let actionName: String
    var when = FaultCondition()
    /// How often it is played at most; nil for every time.
    var times: Int?
    let action: FaultAction
}
