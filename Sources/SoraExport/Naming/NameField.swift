import SoraModel

/// One field of a template with what is done to it: `{created_at:%Y-%m|'undated'}`.
struct NameField: Hashable, Sendable {
    /// How a value is written.
    private enum Form: Hashable, Sendable {
        case plain
        /// Filled up with zeros.
        case width(Int)
        /// A time, in the letters of strftime(3).
        case time(String)
    }

    /// The field.
    let name: String
    private let form: Form
    let functions: [NameFunction]

    /// What a time is written with.
    private static let timeLetters: Set<Character> = ["Y", "m", "d", "H", "M", "S", "y", "j", "%"]

    /// Reads what stands between braces.
    ///
    /// - Parameters:
    ///   - words: the text.
    ///   - fields: the names that are fields.
    ///   - times: those of them that are times.
    /// - Throws: `SoraError` that says what is not understood.
    init(_ words: Substring, fields: Set<String>, times: Set<String>) throws(SoraError) {
        let parts = Self.parts(of: words)
        let pair = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(pair.first ?? "")
        guard fields.contains(name) else {
            throw SoraError(.usage, "there is no field {\(name)}")
        }
        if pair.count < 2 {
            form = .plain
        } else if pair[1].hasPrefix("0"), let width = Int(pair[1]), (1...20).contains(width) {
            form = .width(width)
        } else if pair[1].contains("%") {
            guard times.contains(name) else {
                throw SoraError(.usage, "{\(words)} writes as a time what is none")
            }
            var rest = pair[1]
            while let percent = rest.firstIndex(of: "%") {
                rest = rest[rest.index(after: percent)...]
                guard let letter = rest.first, Self.timeLetters.contains(letter) else {
                    throw SoraError(
                        .usage, "{\(words)} has a time other than %Y %m %d %H %M %S %y %j")
                }
                rest = rest.dropFirst()
            }
            form = .time(String(pair[1]))
        } else {
            throw SoraError(
                .usage, "{\(words)} has a width that is not :01 to :020, nor a time such as :%Y-%m")
        }
        var functions: [NameFunction] = []
        for part in parts.dropFirst() {
            do {
                functions.append(try NameFunction(part, fields: fields))
            } catch {
                throw SoraError(.usage, "{\(words)}: \(error.message)")
            }
        }
        self.functions = functions
    }

    /// Every field that it takes a value from.
    var names: [String] {
        [name] + functions.compactMap { if case .orField(let name) = $0 { name } else { nil } }
    }

    /// Its text.
    ///
    /// - Parameter look: gives the value of a field.
    /// - Returns: the text, fit to be a part of a name.
    func text(_ look: (String) -> String) -> String {
        var value = look(name)
        if case .time(let form) = form { value = Self.time(value, form) }
        for function in functions { value = function.apply(to: value, look) }
        value = NameText.cleaned(value)
        if case .width(let width) = form {
            value = String(repeating: "0", count: max(0, width - value.count)) + value
        }
        return value
    }

    /// The parts between `|`, which may stand in quotes too.
    private static func parts(of words: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = words.startIndex
        var quote: Character?
        for place in words.indices {
            let character = words[place]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "|" {
                parts.append(words[start..<place])
                start = words.index(after: place)
            } else if character == "'" || character == "\"" {
                quote = character
            }
        }
        return parts + [words[start...]]
    }

    /// A time such as `2026-11-21T02:03:04Z` in another form; what is none stays.
    private static func time(_ value: String, _ form: String) -> String {
        let digits = Array(value.utf8)
        func part(_ place: Int, _ count: Int) -> String {
            place + count <= digits.count
                ? String(decoding: digits[place..<place + count], as: UTF8.self)
                : String(repeating: "0", count: count)
        }
        guard digits.count >= 10, digits[4] == UInt8(ascii: "-"), let year = Int(part(0, 4)),
            let month = Int(part(5, 2)), let day = Int(part(8, 2)), (1...12).contains(month)
        else { return value }
        var result = ""
        var isLetter = false
        for character in form {
            guard isLetter else {
                if character == "%" { isLetter = true } else { result.append(character) }
                continue
            }
            isLetter = false
            switch character {
            case "Y": result += part(0, 4)
            case "y": result += part(2, 2)
            case "m": result += part(5, 2)
            case "d": result += part(8, 2)
            case "H": result += part(11, 2)
            case "M": result += part(14, 2)
            case "S": result += part(17, 2)
            case "j":
                let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
                let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
                let number = String(before + day + (isLeap && month > 2 ? 1 : 0))
                result += String(repeating: "0", count: 3 - number.count) + number
            default: result.append(character)
            }
        }
        return result
    }
}
