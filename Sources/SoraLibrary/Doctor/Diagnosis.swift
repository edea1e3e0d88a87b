/// What an examination of this machine found in one place.
package struct Diagnosis: Hashable, ResultObject {
    /// How grave it is.
    package enum State: String, Sendable {
        /// All is well.
        case good
        /// Something may be missed, and nothing is wrong.
        case notice
        /// Something does not work.
        case fault
    }

    /// What was looked at, as a word: `library`, `sandbox`.
    package var subject: String
    /// How it is.
    package var state: State
    /// What was found, in words.
    package var words: String
    /// What can be done about it.
    package var hint: String?
    /// Each thing that was seen: what was denied in the sandbox.
    package var details: [String] = []

    package static let fieldNames = ["check", "state", "message", "hint", "details"]

    package var values: [ResultValue] {
        [.text(subject), .text(state.rawValue), .text(words), .text(hint), .texts(details)]
    }
}
