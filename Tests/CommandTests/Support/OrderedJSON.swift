/// A JSON value that keeps the order of its members and the text of its numbers.
enum OrderedJSON: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case text(String)
    case array([OrderedJSON])
    case object([Member])

    struct Member: Equatable {
        var name: String
        var value: OrderedJSON
    }

    /// Reads a text; `nil` where it is no JSON or more than one value.
    init?(_ text: String) {
        var reader = JSONReader(text)
        guard let value = reader.value(), reader.isAtEnd else { return nil }
        self = value
    }

    /// The names of an object's members, in their order.
    var names: [String] {
        if case .object(let members) = self { members.map(\.name) } else { [] }
    }

    /// The elements of an array.
    var elements: [OrderedJSON] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The text of a text.
    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The number of a number.
    var double: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }

    /// The whole number of a number that is written as one.
    var integer: Int? {
        if case .number(let text) = self { Int(text) } else { nil }
    }

    subscript(name: String) -> OrderedJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    subscript(index: Int) -> OrderedJSON? {
        elements.indices.contains(index) ? elements[index] : nil
    }
}

/// Reads JSON (RFC 8259).
private struct JSONReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return position == scalars.count
        }
    }

    mutating func value() -> OrderedJSON? {
        skipSpace()
        guard position < scalars.count else { return nil }
        switch scalars[position] {
        case "{": return object()
        case "[": return array()
        case "\"": return text().map { .text($0) }
        case "t": return word("true") ? .bool(true) : nil
        case "f": return word("false") ? .bool(false) : nil
        case "n": return word("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object() -> OrderedJSON? {
        position += 1
        var members: [OrderedJSON.Member] = []
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            guard let name = text(), take(":"), let value = value() else { return nil }
            members.append(OrderedJSON.Member(name: name, value: value))
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func array() -> OrderedJSON? {
        position += 1
        var elements: [OrderedJSON] = []
        if take("]") { return .array([]) }
        repeat {
            guard let value = value() else { return nil }
            elements.append(value)
        } while take(",")
        return take("]") ? .array(elements) : nil
    }

    private mutating func text() -> String? {
        guard position < scalars.count, scalars[position] == "\"" else { return nil }
        position += 1
        var units: [UInt16] = []
        while position < scalars.count {
            let scalar = scalars[position]
            position += 1
            if scalar == "\"" { return String(decoding: units, as: UTF16.self) }
            if scalar.value < 0x20 { return nil }
            guard scalar == "\\" else {
                units += Array(String(scalar).utf16)
                continue
            }
            guard position < scalars.count else { return nil }
            let escaped = scalars[position]
            position += 1
            let plain: [Unicode.Scalar: Unicode.Scalar] = [
                "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n",
                "r": "\r", "t": "\t",
            ]
            if let plain = plain[escaped] {
                units += Array(String(plain).utf16)
            } else if escaped == "u", position + 4 <= scalars.count {
                var digits = String.UnicodeScalarView()
                digits.append(contentsOf: scalars[position..<position + 4])
                guard let unit = UInt16(String(digits), radix: 16) else { return nil }
                units.append(unit)
                position += 4
            } else {
                return nil
            }
        }
        return nil
    }

    private mutating func number() -> OrderedJSON? {
        var digits = String.UnicodeScalarView()
        while position < scalars.count,
            "+-.eE0123456789".unicodeScalars.contains(scalars[position])
        {
            digits.append(scalars[position])
            position += 1
        }
        let text = String(digits)
        return text.wholeMatch(of: #/-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/#) == nil
            ? nil : .number(text)
    }

    private mutating func word(_ word: String) -> Bool {
        let letters = Array(word.unicodeScalars)
        guard scalars[position...].starts(with: letters) else { return false }
        position += letters.count
        return true
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < scalars.count, scalars[position] == scalar else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < scalars.count, " \n\r\t".unicodeScalars.contains(scalars[position]) {
            position += 1
        }
    }
}
