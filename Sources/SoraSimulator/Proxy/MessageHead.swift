/// The start line and the header fields of a request or an answer (RFC 9112, 2.1).
struct MessageHead: Sendable {
    var startLine: String
    var fields: [(name: String, value: String)]

    /// Reads the lines before the empty one; nil when they are not HTTP.
    init?(_ bytes: some Collection<UInt8>) {
        let text = String(decoding: bytes, as: UTF8.self)
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }[...]
        guard let first = lines.popFirst(), first.contains("HTTP/1.") else { return nil }
        startLine = String(first)
        fields = []
        for line in lines where !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            fields.append((String(line[..<colon]), String(value)))
        }
    }

    init(startLine: String, fields: [(name: String, value: String)]) {
        self.startLine = startLine
        self.fields = fields
    }

    /// The words of the start line: method, target and version, or version, status and reason.
    var words: [Substring] { startLine.split(separator: " ", maxSplits: 2) }

    /// The status of an answer; 0 for a request.
    var status: Int { words.count > 1 ? Int(words[1]) ?? 0 : 0 }

    func value(_ name: String) -> String? {
        let name = name.lowercased()
        return fields.first { $0.name.lowercased() == name }?.value
    }

    mutating func remove(_ names: String...) {
        fields.removeAll { names.contains($0.name.lowercased()) }
    }

    /// Puts one field in place of all of that name.
    mutating func set(_ name: String, _ value: String) {
        remove(name.lowercased())
        fields.append((name, value))
    }

    /// Whether the connection ends after this message.
    var endsConnection: Bool {
        let tokens = (value("Connection") ?? "").lowercased()
        return tokens.contains("close")
            || (startLine.contains("HTTP/1.0") && !tokens.contains("keep-alive"))
    }

    /// The bytes as they are sent, with the empty line.
    var bytes: [UInt8] {
        let lines = [startLine] + fields.map { "\($0.name): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
}
