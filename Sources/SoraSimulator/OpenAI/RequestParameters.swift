/// The fields of a request, whether they came as JSON or as a form.
struct RequestParameters {
    /// A value as it came.
    enum Value {
        case json(JSONValue)
        case file(FormPart)
    }

    private var values: [String: Value] = [:]

    /// Reads the body of a request.
    ///
    /// - Throws: `OpenAIError` when it is too large, of another media type, or damaged.
    init(_ request: HTTPRequest) throws(OpenAIError) {
        switch request.body {
        case .tooLarge:
            throw .tooLarge
        case .malformedForm:
            throw Self.unreadable("form data")
        case .form(let parts):
            for part in parts { try add(part) }
        case .bytes(let bytes):
            switch request.contentType {
            case "application/json", "":
                guard case .object(let fields) = JSON.decode(JSONValue.self, from: bytes) else {
                    throw Self.unreadable("JSON body")
                }
                for (name, value) in fields where value != .null { values[name] = .json(value) }
            case "multipart/form-data":
                throw Self.unreadable("form data")
            default:
                throw OpenAIError(
                    status: 400,
                    message: "Unsupported content type: '\(request.contentType)'. This API method "
                        + "only accepts 'application/json' and 'multipart/form-data' requests.",
                    code: "unsupported_content_type")
            }
        }
    }

    /// A form writes the fields of an object as `input_reference[image_url]`.
    private mutating func add(_ part: FormPart) throws(OpenAIError) {
        if part.fileName != nil {
            values[part.name] = .file(part)
            return
        }
        guard let text = String(validating: part.bytes, as: UTF8.self) else {
            throw Self.unreadable("form data")
        }
        guard part.name.hasSuffix("]"), let bracket = part.name.firstIndex(of: "[") else {
            values[part.name] = .json(.string(text))
            return
        }
        let outer = String(part.name[..<bracket])
        let inner = part.name[part.name.index(after: bracket)...].dropLast()
        var fields: [String: JSONValue] = [:]
        if case .json(.object(let known)) = values[outer] { fields = known }
        fields[String(inner)] = .string(text)
        values[outer] = .json(.object(fields))
    }

    /// Refuses fields that the method does not have.
    func allow(only names: Set<String>) throws(OpenAIError) {
        guard let unknown = values.keys.filter({ !names.contains($0) }).min() else { return }
        throw OpenAIError(
            status: 400, message: "Unknown parameter: '\(unknown)'.", parameter: unknown,
            code: "unknown_parameter")
    }

    subscript(name: String) -> Value? { values[name] }

    /// A text, or nil when the field is not there.
    func text(_ name: String, expected: String = "a string") throws(OpenAIError) -> String? {
        switch values[name] {
        case nil: return nil
        case .json(.string(let text)): return text
        case let other?:
            throw .invalidType(name, expected: expected, got: other.typeName)
        }
    }

    private static func unreadable(_ what: String) -> OpenAIError {
        OpenAIError(
            status: 400,
            message: "We could not parse the \(what) of your request. (HINT: This likely means "
                + "you aren't using your HTTP library correctly.)")
    }
}

extension RequestParameters.Value {
    /// What kind of value this is, as OpenAI's messages put it.
    var typeName: String {
        switch self {
        case .file: "a file"
        case .json(.null): "null"
        case .json(.boolean): "a boolean"
        case .json(.integer): "an integer"
        case .json(.decimal): "a decimal"
        case .json(.string): "a string"
        case .json(.array): "an array"
        case .json(.object): "an object"
        }
    }
}
