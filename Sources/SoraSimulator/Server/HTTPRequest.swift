/// One request as it came over the wire, its body complete.
package struct HTTPRequest: Sendable {
    /// The method in capitals, such as `GET`.
    let method: String
    /// The path, percent-decoded, starting with a slash.
    let path: String
    /// The arguments behind the question mark, decoded, in their order.
    let query: [(name: String, value: String)]
    /// Header fields in their order.
    let headers: [(name: String, value: String)]
    /// What was sent after the head.
    let body: HTTPRequestBody

    /// The first header field of a name, whatever its capitals.
    func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name.lowercased() == name }?.value
    }

    /// The first argument of a name.
    func argument(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// The media type of the body in small letters, without parameters; empty when none is given.
    var contentType: String {
        let value = header("Content-Type") ?? ""
        return value.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    }
}
