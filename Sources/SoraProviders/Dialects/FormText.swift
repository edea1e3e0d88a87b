/// A form of text fields, `multipart/form-data` (RFC 7578).
struct FormText {
    /// The value of `Content-Type`.
    let contentType: String
    /// The body.
    let bytes: [UInt8]

    /// Writes a form.
    ///
    /// - Parameters:
    ///   - fields: names and values, in order.
    ///   - boundary: random letters and digits; lengthened while a value has it in it.
    init(fields: [(name: String, value: String)], _ boundary: String) {
        var boundary = boundary
        while fields.contains(where: { $0.value.contains(boundary) }) { boundary += "0" }
        var text = ""
        for field in fields {
            text += "--\(boundary)\r\n"
            text += "Content-Disposition: form-data; name=\"\(Self.quoted(field.name))\"\r\n\r\n"
            text += "\(field.value)\r\n"
        }
        bytes = Array("\(text)--\(boundary)--\r\n".utf8)
        contentType = "multipart/form-data; boundary=\(boundary)"
    }

    /// A name between quotes, escaped as browsers do (HTML, "multipart form data").
    private static func quoted(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": result += "%22"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
