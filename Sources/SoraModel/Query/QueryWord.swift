/// One word of a query, cut at its spaces; quotes hold a word with spaces together.
struct QueryWord: Hashable {
    /// Whether a dash stands before it.
    var isNegated = false
    /// What stands before the first colon, where that can be a field's name.
    var field: String?
    /// The text behind the field, without quotes.
    var text = ""
    /// Whether all of the text was in quotes, and means nothing else than what it says.
    var isQuoted = false
    /// Whether it is the comma that divides alternatives.
    var isComma: Bool { self == QueryWord(text: ",") }

    /// The words of a text, and what is wrong with it.
    static func words(of text: String) -> (words: [QueryWord], problems: [String]) {
        var words: [QueryWord] = []
        var problems: [String] = []
        var rest = Substring(text)
        while true {
            rest = rest.drop(while: \.isWhitespace)
            guard !rest.isEmpty else { break }
            words.append(word(&rest, &problems))
        }
        return (words, problems)
    }

    private static func word(_ rest: inout Substring, _ problems: inout [String]) -> QueryWord {
        let begin = rest
        var word = QueryWord()
        var hasQuotes = false
        var hasOthers = false
        if rest.first == "-", let second = rest.dropFirst().first, !second.isWhitespace {
            word.isNegated = true
            rest.removeFirst()
        }
        while let letter = rest.first, !letter.isWhitespace {
            rest.removeFirst()
            if letter == "\"" {
                hasQuotes = true
                let inside = rest.prefix { $0 != "\"" }
                word.text += inside
                rest = rest.dropFirst(inside.count)
                if rest.isEmpty {
                    problems.append("the quote in \(begin) is not closed")
                } else {
                    rest.removeFirst()
                }
            } else if letter == ":", word.field == nil, !hasQuotes, isName(word.text) {
                word.field = word.text.lowercased()
                word.text = ""
                hasOthers = false
            } else {
                hasOthers = true
                word.text.append(letter)
            }
        }
        word.isQuoted = hasQuotes && !hasOthers
        return word
    }

    /// Whether a text can be a field's name: `12:30` and `16:9` are none.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
            } && !text.allSatisfy(\.isNumber)
    }
}
