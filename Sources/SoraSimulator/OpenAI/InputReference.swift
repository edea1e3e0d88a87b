/// The image that guides a generation: a file of a form, or `{image_url}` or `{file_id}`.
enum InputReference {
    private static let name = "input_reference"
    private static let urlLimit = 20_971_520
    private static let types = ["image/jpeg", "image/png", "image/webp"]

    /// The SHA-256 of the image or of the text that names it; nil when there is none.
    ///
    /// - Throws: `Refusal` when it is not an image of the video's size, or not named well.
    static func digest(
        in parameters: RequestParameters, size: PixelSize
    ) throws(Refusal) -> String? {
        switch parameters[name] {
        case nil: nil
        case .file(let part): try digest(of: part, size: size)
        case .json(.object(let fields)): try digest(of: fields)
        case let other?:
            throw .invalidType(name, expected: "a file or an object", got: other.typeName)
        }
    }

    private static func digest(
        of part: FormPart, size: PixelSize
    ) throws(Refusal) -> String {
        let type = part.contentType ?? "application/octet-stream"
        guard types.contains(type) else {
            throw Refusal(
                status: 400,
                message: "Invalid file '\(part.fileName ?? "")': unsupported mimetype ('\(type)'). "
                    + "Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.",
                parameter: name, code: "unsupported_file_mimetype")
        }
        guard let found = ImageHeader.size(of: part.bytes) else {
            throw Refusal(
                status: 400, message: "The file '\(part.fileName ?? "")' is not a readable image.",
                parameter: name, code: "invalid_image_file")
        }
        guard found == size else {
            throw Refusal(
                status: 400,
                message: "Inpaint image must match the requested width and height: "
                    + "the image is \(found), the video \(size).",
                parameter: name, code: "invalid_value")
        }
        return Digest.sha256(part.bytes)
    }

    private static func digest(of fields: [String: JSONValue]) throws(Refusal) -> String {
        guard fields.count == 1, let (key, value) = fields.first,
            key == "image_url" || key == "file_id"
        else {
            throw Refusal(
                status: 400,
                message: "Invalid '\(name)': exactly one of 'image_url' and 'file_id' is expected.",
                parameter: name, code: "invalid_value")
        }
        guard case .string(let text) = value else {
            throw .invalidType(
                "\(name).\(key)", expected: "a string",
                got: RequestParameters.Value.json(value).typeName)
        }
        let isGood =
            key == "file_id"
            ? !text.isEmpty
            : ["http://", "https://", "data:image/"].contains { text.hasPrefix($0) }
                && text.utf8.count <= urlLimit
        guard isGood else {
            throw .invalidValue(
                "\(name).\(key)", String(text.prefix(60)),
                rule: key == "file_id"
                    ? "Expected the id of a file."
                    : "Expected an http(s) or data URL of at most \(urlLimit) characters.")
        }
        return Digest.sha256(Array(text.utf8))
    }
}
