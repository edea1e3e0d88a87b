/// Text and macros of mdoc(7), the language of manual pages.
struct Mdoc {
    private(set) var text = ""

    /// A macro with its arguments, each of them one word or several.
    mutating func macro(_ name: String, _ arguments: String...) {
        text += "." + ([name] + arguments.map(Self.argument)).joined(separator: " ") + "\n"
    }

    /// A macro whose arguments are macros too.
    mutating func macros(_ line: String) { text += ".\(line)\n" }

    /// Running text: each sentence begins a line, so that a space of the right width follows the one before.
    mutating func prose(_ words: String) {
        var sentence: [Substring] = []
        for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            sentence.append(word)
            guard word.hasSuffix("."), !word.hasSuffix("..") else { continue }
            wrapped(sentence.joined(separator: " "))
            sentence = []
        }
        wrapped(sentence.joined(separator: " "))
    }

    private mutating func wrapped(_ sentence: String) {
        for part in TextWrapping.lines(of: sentence, width: 70) { line(part) }
    }

    /// Paragraphs; lines that begin with a space are shown as they are.
    mutating func paragraphs(_ source: String) {
        var isFirst = true
        for block in Self.blocks(of: source) {
            if block[0].hasPrefix(" ") {
                let margin = block.map { $0.prefix { $0 == " " }.count }.min() ?? 0
                macros("Bd -literal -offset indent")
                for shown in block { line(String(shown.dropFirst(margin))) }
                macros("Ed")
            } else {
                if !isFirst { macros("Pp") }
                prose(block.joined(separator: " "))
            }
            isFirst = false
        }
    }

    /// A line of text as it stands.
    mutating func line(_ words: String) {
        let escaped = Self.escaped(words)
        text += (escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" : "") + escaped + "\n"
    }

    /// Lines that belong together: paragraphs, and blocks of lines that begin with a space.
    private static func blocks(of source: String) -> [[String]] {
        var blocks: [[String]] = []
        var isOpen = false
        for line in source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        {
            if line.isEmpty {
                isOpen = false
                continue
            }
            let fits = isOpen && blocks.last?[0].hasPrefix(" ") == line.hasPrefix(" ")
            if fits { blocks[blocks.count - 1].append(line) } else { blocks.append([line]) }
            isOpen = true
        }
        return blocks
    }

    /// One argument of a macro.
    ///
    /// A short one could be taken for a macro or for punctuation.
    static func argument(_ words: String) -> String {
        let escaped = escaped(words).replacing("\"", with: "\\(dq")
        let isPlain = words.count > 3 && !words.contains(" ") && !words.contains("\"")
        if isPlain { return escaped }
        return "\"\(words.count <= 3 ? "\\&" : "")\(escaped)\""
    }

    /// Letters that the formatter would take for something else.
    static func escaped(_ words: String) -> String {
        var result = ""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "~": result += "\\(ti"
            case "^": result += "\\(ha"
            case "`": result += "\\(ga"
            case "'": result += "\\(aq"
            case _ where scalar.value > 0x7e:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
