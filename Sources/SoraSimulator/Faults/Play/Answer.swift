/// An answer that is held back until it is known how it is to be sent.
struct Answer {
    var head: MessageHead
    var body: [UInt8]
    /// Whether the server sent all of it.
    var isComplete = true

    /// An answer of a script.
    init(_ replacement: Replacement, request: PumpedRequest, origin: Origin) {
        var fields = replacement.fields.map { ($0.name, $0.value) }
        if let target = replacement.target {
            fields.append(("Location", origin.address(of: target, request: request)))
        }
        if let seconds = replacement.retryAfter {
            fields.append(("Retry-After", (Timestamp.now + Int64(seconds) * 1000).httpDate))
        }
        head = MessageHead(
            startLine: "HTTP/1.1 \(replacement.status) Simulated", fields: fields)
        body = replacement.body
        if head.value("Date") == nil { head.fields.append(("Date", Timestamp.now.httpDate)) }
        if head.value("Content-Length") == nil, replacement.status != 204 {
            head.fields.append(("Content-Length", String(body.count)))
        }
    }

    init(head: MessageHead, body: [UInt8], isComplete: Bool) {
        self.head = head
        self.body = body
        self.isComplete = isComplete
    }

    /// The body as JSON, if that is what it is.
    var json: JSONValue? {
        head.value("Content-Type")?.hasPrefix("application/json") == true
            ? JSON.decode(JSONValue.self, from: body) : nil
    }

    /// Puts another body in place, with its length.
    mutating func setBody(_ bytes: [UInt8]) {
        body = bytes
        head.set("Content-Length", String(bytes.count))
    }
}

/// Where the simulator is, for addresses that lead away from it.
struct Origin {
    let scheme: String
    let port: Int

    func address(of target: Replacement.Target, request: PumpedRequest) -> String {
        switch target {
        case .address(let text): text
        case .word(.otherHost): "\(scheme)://localhost:\(port)\(request.target)"
        // The discard port, at which nothing listens on a machine of today.
        case .word(.otherPort): "\(scheme)://127.0.0.1:9\(request.target)"
        case .word(.file): "file:///etc/passwd"
        case .word(.linkLocal): "http://169.254.169.254/latest/meta-data/"
        case .word(.same): "\(scheme)://127.0.0.1:\(port)\(request.target)"
        }
    }
}
