import SoraArguments
import SoraLibrary
import SoraModel

/// The choice of videos by a query, beside the handles that a command names.
struct VideoChoice: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The videos that query words find; see `soralib help list`.", valueName: "Q"))
    var query: String?

    /// Checks that videos are named, or a query, and not both.
    func check(_ words: [String], _ what: String) throws {
        if words.isEmpty, query == nil {
            throw ValidationError("there is nothing to \(what): name videos, or give --query Q")
        }
        if !words.isEmpty, query != nil {
            throw ValidationError("name videos or give --query Q, not both")
        }
    }

    /// The videos that are named or found.
    func selection(_ words: [String], in library: Library) throws -> VideoSelection {
        if let query { return .query([query]) }
        return .numbers(try library.handles(words, among: [.video]).map(\.number))
    }
}
