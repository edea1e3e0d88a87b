/// A whole request on its way to the server.
struct PumpedRequest: Sendable {
    /// Its number of all requests since the start, from 1.
    let number: Int
    /// The number of its connection, from 1.
    let connection: Int
    /// Its number on that connection; more than 1 means that the connection was reused.
    let numberOnConnection: Int
    /// Whether it is for the port of results.
    let isForResults: Bool
    var head: MessageHead
    let body: [UInt8]
    /// The task that the path or the query names, if there is one.
    let task: SimulatedTask?

    var method: String { String(head.words.first ?? "") }

    var target: String { head.words.count > 1 ? String(head.words[1]) : "/" }

    /// The path without its query.
    var path: String { String(target.prefix { $0 != "?" }) }

    /// The profile that the path begins with.
    var profile: String { path.split(separator: "/").first.map(String.init) ?? "" }

    /// Whether this is about a task with that id or with those words in its prompt.
    func concerns(_ text: String) -> Bool {
        if let task { return task.id == text || task.prompt.contains(text) }
        return prompt?.contains(text) ?? false
    }

    /// The prompt that is asked for: of a JSON object, or of a form.
    private var prompt: String? {
        guard method == "POST" else { return nil }
        if case .object(let fields)? = JSON.decode(JSONValue.self, from: body) {
            if case .string(let text)? = fields["prompt"] { return text }
            return nil
        }
        let text = String(decoding: body, as: UTF8.self)
        guard let name = text.firstRange(of: "name=\"prompt\""),
            let start = text[name.upperBound...].firstRange(of: "\r\n\r\n")
        else { return nil }
        let rest = text[start.upperBound...]
        return String(rest[..<(rest.firstRange(of: "\r\n--")?.lowerBound ?? rest.endIndex)])
    }

    /// The bytes for the server, framed by their length.
    var bytes: [UInt8] {
        var head = head
        head.remove("expect", "transfer-encoding")
        if !body.isEmpty || head.value("Content-Length") != nil {
            head.set("Content-Length", String(body.count))
        }
        return head.bytes + body
    }

    /// The task that a request names by a part of its path or a value of its query.
    static func task(named target: String, in tasks: TaskStore) -> SimulatedTask? {
        let words = target.split { "/?&=".contains($0) }.map(String.init)
        guard let profile = words.first else { return nil }
        // Results are files of that name.
        return words.dropFirst().lazy.compactMap { word in
            tasks.task(word.hasSuffix(".mp4") ? String(word.dropLast(4)) : word, of: profile)
        }.first
    }
}
