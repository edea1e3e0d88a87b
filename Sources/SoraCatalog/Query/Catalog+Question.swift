import SoraModel
import SoraSQLite

/// A value of a row that SQL gave.
package enum AnswerValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    fileprivate init(_ value: SQLValue) {
        self =
            switch value {
            case .null: .null
            case .integer(let number): .integer(number)
            case .real(let number): .real(number)
            case .text(let text): .text(text)
            case .blob(let bytes): .blob(bytes)
            }
    }

    fileprivate var bound: SQLValue {
        switch self {
        case .null: .null
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .text(let text): .text(text)
        case .blob(let bytes): .blob(bytes)
        }
    }
}

extension Catalog {
    /// Answers one statement of SQL that a person wrote; it can do nothing but read.
    ///
    /// The rows are of one moment: while they are lent, the write-ahead log is not made short.
    ///
    /// - Parameters:
    ///   - sql: the statement.
    ///   - values: values of its placeholders, by name or number.
    ///   - begin: is told the names of the columns.
    ///   - body: is given each row, until it returns false.
    /// - Throws: `SoraError`: `usage` for no or several statements and wrong values, `invalid` for what is no
    ///   SQL, `cannot_write` for what would change something.
    package func answer(
        _ sql: String, _ values: [String: AnswerValue] = [:],
        columns begin: ([String]) throws -> Void,
        _ body: ([AnswerValue]) throws -> Bool
    ) throws {
        do {
            try database.read { connection in
                try connection.answer(sql, values.mapValues(\.bound), columns: begin) { row in
                    try body((0..<row.count).map { AnswerValue(row.value($0)) })
                }
            }
        } catch let problem as QuestionProblem {
            throw problem.forPeople(sql)
        }
    }
}

extension QuestionProblem {
    fileprivate func forPeople(_ sql: String) -> SoraError {
        func list(_ names: [String]) -> String { names.joined(separator: ", ") }
        switch self {
        case .empty:
            return SoraError(
                .usage, "there is no SQL",
                hint: "soralib sql \"SELECT verdict, count(*) FROM video GROUP BY verdict\"")
        case .several:
            return SoraError(
                .usage, "there is more than one statement",
                hint: "run each by a `soralib sql` of its own")
        case .writes(let what):
            return SoraError(
                .cannotWrite, "`soralib sql` only reads: \(what) is refused",
                hint: "change clips with `soralib edit`, which can be undone; nothing was changed")
        case .missing(let names):
            return SoraError(
                .usage, "no value is given for \(list(names))",
                hint: "add --bind \(names.first?.drop { ":@$?".contains($0) } ?? "NAME")=VALUE")
        case .unknown(let names):
            return SoraError(
                .usage, "the statement has no placeholder \(list(names.map { ":\($0)" }))",
                hint: "write :\(names.first ?? "name") where the value belongs")
        case .mistake(let words, let offset):
            var error = SoraError(
                .invalid, words,
                hint: words.hasPrefix("no such table")
                    ? "`soralib sql \"SELECT name FROM sqlite_schema WHERE type = 'table'\"` lists "
                        + "the tables; docs/library-format.md describes them"
                    : words.hasPrefix("no such column")
                        ? "`soralib sql \"PRAGMA table_info(video)\"` lists the columns of a table"
                        : nil)
            if let offset, offset <= sql.utf8.count {
                let place = sql.utf8.index(sql.startIndex, offsetBy: offset)
                let before = sql[..<place].count
                let word = sql[place...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }.count
                error.marked = MarkedText(sql, marks: [before..<before + max(1, word)])
            }
            return error
        }
    }
}
