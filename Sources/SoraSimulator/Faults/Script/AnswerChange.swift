/// A change of an honest answer.
enum AnswerChange: Sendable, Equatable {
    /// The status of a task is told as these words, one after the other.
    case statuses([String])
    /// The answer has no id.
    case noID
    /// The task is told as completed, and has no result.
    case noResult
    /// The id of another task of the profile is told: the one before, or the first.
    case otherID(OtherTask)
    /// A list lags, repeats or omits entries, or never ends.
    case list(ListLie)
    /// The result is gone.
    case expired
    /// The body is compressed, asked for or not.
    case gzip
    /// Another part is told than the one that is sent, so many bytes further on.
    case shiftedRange(by: Int)

    /// Which other task.
    enum OtherTask: String, Sendable, CaseIterable {
        case first, previous
    }

    /// What is wrong with a list.
    struct ListLie: Sendable, Equatable {
        /// Tasks younger than so many milliseconds are not in it.
        var lag: Int64?
        /// Each entry whose number is a multiple of this comes twice.
        var repeats: Int?
        /// Each entry whose number is a multiple of this is missing.
        var omits: Int?
        /// Every page is the first one, and says that there are more.
        var loops = false
    }
}
