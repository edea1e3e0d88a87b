/// The body of a request, as far as a server can read it without knowing its meaning.
enum HTTPRequestBody: Sendable {
    /// Plain bytes, maybe none.
    case bytes([UInt8])
    /// The parts of a `multipart/form-data` body.
    case form([FormPart])
    /// A `multipart/form-data` body that does not hold to RFC 7578.
    case malformedForm
    /// More than `HTTPServer.bodyLimit` bytes; they were read and thrown away.
    case tooLarge
}

/// One part of a form: a text field or a file.
struct FormPart: Sendable {
    let name: String
    /// The name of the file; without one, the part is a text field.
    let fileName: String?
    let contentType: String?
    var bytes: [UInt8]
}
