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
    /// - Throws: `Refusal` when it is too large, of another media type, or damaged.
    init(_ request: HTTPRequest) throws(Refusal) {
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
                throw Refusal(
                    status: 400,
                    message: "Unsupported content type: '\(request.contentType)'. This API method "
                        + "only accepts 'application/json' and 'multipart/form-data' requests.",
                    code: "unsupported_content_type")
            }
        }
    }

    /// A form writes the fields of an object as `input_reference[image_url]`.
    private mutating func add(_ part: FormPart) throws(Refusal) {
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
    func allow(only names: Set<String>) throws(Refusal) {
        guard let unknown = values.keys.filter({ !names.contains($0) }).min() else { return }
        throw Refusal(
            status: 400, message: "Unknown parameter: '\(unknown)'.", parameter: unknown,
            code: "unknown_parameter")
    }

    subscript(name: String) -> Value? { values[name] }

    /// A text, or nil when the field is not there.
    func text(_ name: String, expected: String = "a string") throws(Refusal) -> String? {
        switch values[name] {
        case nil: return nil
        case .json(.string(let text)): return text
        case let other?:
            throw .invalidType(name, expected: expected, got: other.typeName)
        }
    }

    /// A whole number, or nil when the field is not there.
    func integer(_ name: String) throws(Refusal) -> Int? {
        switch values[name] {
        case nil: return nil
        case .json(.integer(let number)): return number
        case let other?:
            throw .invalidType(name, expected: "an integer", got: other.typeName)
        }
    }

    /// True or false, or nil when the field is not there.
    func boolean(_ name: String) throws(Refusal) -> Bool? {
        switch values[name] {
        case nil: return nil
        case .json(.boolean(let truth)): return truth
        case let other?:
            throw .invalidType(name, expected: "a boolean", got: other.typeName)
        }
    }

    /// A list of public addresses, or nil when the field is not there.
    func addresses(_ name: String, atMost limit: Int) throws(Refusal) -> [String]? {
        let elements: [JSONValue]
        switch values[name] {
        case nil: return nil
        case .json(.array(let array)): elements = array
        case let other?:
            throw .invalidType(name, expected: "an array of URLs", got: other.typeName)
        }
        guard elements.count <= limit else {
            throw .invalidValue(
                name, "\(elements.count) images", rule: "At most \(limit) can be given.")
        }
        return try elements.enumerated().map { (index, element) throws(Refusal) in
            guard case .string(let text) = element else {
                throw .invalidType(
                    "\(name)[\(index)]", expected: "a string", got: Value.json(element).typeName)
            }
            guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
                throw .invalidValue(
                    "\(name)[\(index)]", String(text.prefix(60)), rule: "Expected a public URL.")
            }
            return text
        }
    }

    /// One of a few words, or nil when the field is not there.
    func word(_ name: String, of words: [String]) throws(Refusal) -> String? {
        guard let text = try text(name) else { return nil }
        guard words.contains(text) else {
            throw .invalidValue(
                name, text, rule: "Supported values are: \(words.joined(separator: ", ")).")
        }
        return text
    }

    /// Refuses two fields that say the same.
    func exclude(_ first: String, _ second: String) throws(Refusal) {
        guard values[first] != nil, values[second] != nil else { return }
        throw Refusal(
            status: 400, message: "Use either '\(first)' or '\(second)', not both.",
            parameter: second, code: "invalid_request")
    }

    private static func unreadable(_ what: String) -> Refusal {
        Refusal(
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
