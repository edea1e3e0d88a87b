/// What has to be done with a step of a task: in the same transaction, or right after it.
package enum TaskEffect: Hashable, Sendable {
    /// What a sync counts.
    package enum Count: String, Sendable {
        case submitted, downloaded, failed, expired
    }

    /// An attempt is recorded, without which nothing may be sent.
    case openAttempt
    /// The live attempt gets its outcome.
    case closeAttempt(AttemptOutcome)
    /// What went wrong before is over.
    case clearError
    /// The record of the download is of no more use.
    case dropDownload
    /// What could have been the task is of no more interest.
    case dropProposals
    /// The run counts one more.
    case count(Count)
}

extension TaskEffect: CustomStringConvertible {
    /// The effect in a few words, as `docs/tasks.md` has it.
    package var description: String {
        switch self {
        case .openAttempt: "attempt opened"
        case .closeAttempt(let outcome): "attempt `\(outcome.rawValue)`"
        case .clearError: "error cleared"
        case .dropDownload: "download forgotten"
        case .dropProposals: "proposals forgotten"
        case .count(let count): "counts as \(count.rawValue)"
        }
    }
}
