import SoraModel
import SoraSQLite

/// An expression of full-text search (https://www.sqlite.org/fts5.html#full_text_query_syntax).
struct SearchExpression: Hashable {
    /// The expression.
    private(set) var text = ""
    /// How many spellings each word stands for, as `search_rank` reads it.
    private(set) var counts = ""

    /// The most spellings that a word begun is replaced by.
    private static let spellingLimit = 60
    /// The most words that are replaced so; the rest of a longer query is rare by itself.
    private static let wordLimit = 8

    /// One that finds what has all of these phrases.
    ///
    /// - Parameters:
    ///   - phrases: each with the column that it has to stand in; `nil` for any.
    ///   - connection: one that the words of the index are read by.
    /// - Throws: `SQLiteError` when they cannot be read.
    init(
        all phrases: [(phrase: WordPhrase, column: String?)], on connection: borrowing Connection
    ) throws {
        var parts: [String] = []
        for (index, (phrase, column)) in phrases.enumerated() {
            var spellings: [String] = []
            if index < Self.wordLimit { spellings = try Self.spellings(of: phrase, on: connection) }
            let part =
                spellings.isEmpty
                ? Self.quoted(phrase) : spellings.map { "\"\($0)\"" }.joined(separator: " OR ")
            parts.append((column.map { "\($0) : " } ?? "") + "(\(part))")
            counts.unicodeScalars.append(
                Unicode.Scalar(UInt8(64 + max(1, spellings.count))))
        }
        text = parts.joined(separator: " AND ")
    }

    private static func quoted(_ phrase: WordPhrase) -> String {
        // Words are letters and digits alone, so that no quote can be among them.
        let words = SpacedLetters.spaced(phrase.words.joined(separator: " "))
        return "\"\(words)\"" + (phrase.isPrefix ? " *" : "")
    }

    /// The words of the index that a word begun stands for, itself the first; none where there are too many.
    ///
    /// A word begun makes SQLite read every match of every such word before the first is known. Of one and
    /// two letters there is an index of its own; for the others the words are named, of which each is
    /// read only as far as needed.
    private static func spellings(
        of phrase: WordPhrase, on connection: borrowing Connection
    ) throws -> [String] {
        guard phrase.isPrefix, phrase.words.count == 1, let word = phrase.words.first,
            word.utf8.count > 2, word.utf8.allSatisfy({ $0 < 0x80 })
        else { return [] }
        var found = [word]
        // Behind a word comes what begins with it, and behind all of them what does not.
        var last = word
        while true {
            let next = try connection.text(
                "SELECT term FROM search_word WHERE term >= ? LIMIT 1", [.text(last + "\u{1}")])
            guard let next, next.hasPrefix(word) else { return found }
            if found.count == spellingLimit { return [] }
            found.append(next)
            last = next
        }
    }
}
