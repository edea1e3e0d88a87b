/// A hook of a library: a program in its folder `hooks/`, and whether it may run.
package struct Hook: ResultObject {
    /// Whether it may run.
    package enum State: String, Sendable {
        /// It runs.
        case allowed
        /// Nobody has allowed it yet.
        case new
        /// What was allowed was another content.
        case changed
        /// It cannot be allowed as it lies there.
        case refused
        /// There is no event of that name: it never runs.
        case unknown
    }

    /// The file's name.
    package let name: String
    /// The file.
    package let path: String
    /// Whether it may run.
    package let state: State
    /// The digest of its content; `nil` where it was not read.
    package let sha256: String?
    /// What is in the way, in words.
    package let problem: String?

    package static let fieldNames = ["name", "state", "path", "sha256", "problem"]

    package var values: [ResultValue] {
        [
            .text(name), .text(state.rawValue), .text(path), .text(sha256),
            .text(problem),
        ]
    }
}
