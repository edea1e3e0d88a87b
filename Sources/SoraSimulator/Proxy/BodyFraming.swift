/// How the end of a body is found (RFC 9112, 6.3).
enum BodyFraming: Equatable {
    case none
    case length(Int)
    case chunked
    /// Until the connection ends.
    case rest

    /// The framing of a request; nil when it announces none that can be followed.
    init?(request head: MessageHead) {
        if let coding = head.value("Transfer-Encoding") {
            guard coding.lowercased() == "chunked" else { return nil }
            self = .chunked
        } else if let text = head.value("Content-Length") {
            guard let length = Int(text), length >= 0 else { return nil }
            self = length == 0 ? .none : .length(length)
        } else {
            self = .none
        }
    }

    /// The framing of an answer to a request with this method.
    init(answer head: MessageHead, to method: String) {
        if method == "HEAD" || 100..<200 ~= head.status || [204, 304].contains(head.status) {
            self = .none
        } else if head.value("Transfer-Encoding")?.lowercased() == "chunked" {
            self = .chunked
        } else if let length = head.value("Content-Length").flatMap({ Int($0) }) {
            self = length == 0 ? .none : .length(length)
        } else {
            self = .rest
        }
    }
}
