/// One word of a query, cut at its spaces; quotes hold a word with spaces together.
struct QueryWord: Hashable {
    /// How what stands behind the field is meant.
    enum Relation {
        /// `field:value`.
        case has
        /// `field:=value`.
        case exactly
        /// `field:~value`.
        case matches
    }

    /// Its letters, counted from 0.
    var range = 0..<0
    /// Whether a dash stands before it.
    var isNegated = false
    /// What stands before the first colon, where that can be a field's name; in lower case, with `_` for `-`.
    var field: String?
    /// How the text is meant.
    var relation = Relation.has
    /// The text behind the field, without quotes.
    var text = ""
    /// Whether some of the text was in quotes: its words are whole ones.
    var hasQuotes = false
    /// Whether it is the comma that divides alternatives.
    var isComma: Bool { text == "," && field == nil && !hasQuotes && !isNegated }

    /// The words of a text, and what is wrong with it.
    static func words(of text: String) -> (words: [QueryWord], problems: [QueryProblem]) {
        let letters = Array(text)
        var words: [QueryWord] = []
        var problems: [QueryProblem] = []
        var place = 0
        while true {
            while place < letters.count, letters[place].isWhitespace { place += 1 }
            guard place < letters.count else { break }
            words.append(word(letters, &place, &problems))
        }
        return (words, problems)
    }

    private static func word(
        _ letters: [Character], _ place: inout Int, _ problems: inout [QueryProblem]
    ) -> QueryWord {
        let begin = place
        var word = QueryWord()
        if letters[place] == "-", place + 1 < letters.count, !letters[place + 1].isWhitespace {
            word.isNegated = true
            place += 1
        }
        while place < letters.count, !letters[place].isWhitespace {
            let letter = letters[place]
            place += 1
            if letter == "\"" {
                word.hasQuotes = true
                let quote = place - 1
                while place < letters.count, letters[place] != "\"" {
                    word.text.append(letters[place])
                    place += 1
                }
                if place == letters.count {
                    problems.append(
                        QueryProblem(message: "the quote is not closed", range: quote..<place))
                } else {
                    place += 1
                }
            } else if letter == ":", word.field == nil, !word.hasQuotes, isName(word.text) {
                word.field = word.text.lowercased().replacing("-", with: "_")
                word.text = ""
                if place < letters.count, let relation = relation(letters[place]) {
                    word.relation = relation
                    place += 1
                }
            } else {
                word.text.append(letter)
            }
        }
        word.range = begin..<place
        return word
    }

    private static func relation(_ letter: Character) -> Relation? {
        switch letter {
        case "=": .exactly
        case "~": .matches
        default: nil
        }
    }

    /// Whether a text can be a field's name: `12:30` and `16:9` are none.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { byte in
            isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                || (0x30...0x39).contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
