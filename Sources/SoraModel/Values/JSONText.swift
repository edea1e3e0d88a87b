/// Writes small JSON texts; objects for output are rendered by SQLite.
package enum JSONText {
    /// A string with its quotes.
    ///
    /// Control characters, the C1 ones too, and those that turn the direction of text are written
    /// as `\u`, so that no terminal obeys them.
    package static func string(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return "\"\(text)\"" }
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\t": json += "\\t"
            case "\r": json += "\\r"
            default:
                if scalar.properties.generalCategory == .control
                    || scalar.properties.generalCategory == .format
                    || scalar.properties.generalCategory == .lineSeparator
                    || scalar.properties.generalCategory == .paragraphSeparator
                {
                    for unit in String(scalar).utf16 {
                        let digits = String(unit, radix: 16)
                        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                    }
                } else {
                    json.unicodeScalars.append(scalar)
                }
            }
        }
        return json + "\""
    }

    /// Whether an ASCII character stands for itself; asking Unicode of each takes most of the time.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// An array of strings.
    package static func array(_ texts: [String]) -> String {
        "[" + texts.map(string).joined(separator: ",") + "]"
    }

    /// An object of strings, in the order given; `nil` values are left out.
    package static func object(_ pairs: KeyValuePairs<String, String?>) -> String {
        let members = pairs.compactMap { pair in
            pair.value.map { "\(string(pair.key)):\(string($0))" }
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}
