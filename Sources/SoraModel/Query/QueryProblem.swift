/// Something in a query that cannot be understood.
struct QueryProblem: Hashable {
    /// What is wrong, and what was expected.
    var message: String
    /// The letters that it is about, counted from 0.
    var range: Range<Int>

    /// One error for all problems of a query.
    ///
    /// - Parameters:
    ///   - problems: at least one.
    ///   - text: the query.
    ///   - hint: the next thing to do.
    /// - Returns: the error, with the text and its places.
    static func error(_ problems: [QueryProblem], in text: String, hint: String) -> SoraError {
        let problems = problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
        var shown = problems.prefix(limit).map {
            "\($0.message) (at letter \($0.range.lowerBound + 1))"
        }
        if problems.count > limit { shown.append("and \(problems.count - limit) more") }
        var error = SoraError.all(shown, of: "the query", hint: hint)
        error.marked = MarkedText(text, marks: problems.map(\.range))
        return error
    }

    /// The most problems that are told one by one.
    private static let limit = 20
}
