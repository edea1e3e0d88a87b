import SoraHTTP
import SoraModel

extension ProviderEndpoint {
    /// A request to the API: accepts JSON, carries the key, goes to the API's own address only.
    ///
    /// - Parameters:
    ///   - operation: the profile's operation.
    ///   - id: the remote id, if its path has one.
    ///   - query: names and values of the query.
    ///   - key: the key.
    ///   - accepting: the media types to ask for.
    /// - Returns: the request.
    func request(
        _ operation: WireProfile.Operation, id: String? = nil, query: [(String, String)] = [],
        key: Secret?, accepting: String = "application/json"
    ) -> HTTPRequest {
        // Reading the profile has checked the method.
        var request = HTTPRequest(
            HTTPRequest.Method(rawValue: operation.method) ?? .get,
            URLParts.join(base.text, operation.path, id: id, query: query),
            headers: HTTPHeaders([("Accept", accepting)]), destination: base.destination)
        if let key { request.headers.append("Authorization", "Bearer \(key.reveal())") }
        return request
    }

    /// The request that fetches a result, of either kind of delivery.
    func download(
        _ remoteID: String, resultURL: String?, key: Secret?
    ) throws(SoraError) -> HTTPRequest? {
        var request: HTTPRequest
        switch wire.delivery {
        case .content:
            guard let content = wire.content else { return nil }
            request = self.request(content, id: remoteID, key: key, accepting: "*/*")
        case .url:
            guard let resultURL else { return nil }
            let address = try ResultAddress(resultURL, of: base)
            request = HTTPRequest(
                .get, address.url, headers: HTTPHeaders([("Accept", "*/*")]),
                destination: address.destination)
            if address.isOfAPI, let key {
                request.headers.append("Authorization", "Bearer \(key.reveal())")
            }
        }
        request.limits = .download
        request.limits.bodyBytes = wire.resultLimit
        return request
    }
}

extension WireProfile.Operation {
    /// The values of a request's fields, in the profile's order; what is not asked for is left out.
    func values(of request: GenerationRequest) -> [(name: String, value: JSONValue)] {
        fields.compactMap { field in
            let value: JSONValue? =
                switch field.value {
                case .prompt: .string(request.sentPrompt)
                case .model: request.model.map(JSONValue.string)
                case .seconds:
                    request.seconds.map { seconds in
                        field.type == .integer ? .integer(Int64(seconds)) : .string("\(seconds)")
                    }
                case .size:
                    request.size.flatMap { size in
                        let text = size.description
                        return (field.words == nil ? text : field.word(for: text))
                            .map(JSONValue.string)
                    }
                case .aspectRatio: request.aspectRatio.map { .string($0.description) }
                case .style: request.style.map(JSONValue.string)
                case .watermark: request.watermark.map { field.truth($0) }
                case .isPrivate: request.isPrivate.map { field.truth($0) }
                case .storyboard: request.storyboard.map { _ in field.truth(true) }
                case .parent:
                    request.parent.map { id in
                        field.type == .reference ? .object(["id": .string(id)]) : .string(id)
                    }
                }
            return value.map { (field.name, $0) }
        }
    }

    /// The body of a request and its media type; a file makes it a form.
    ///
    /// - Parameters:
    ///   - request: what is asked for.
    ///   - images: how images are sent, if they can be.
    ///   - files: the files of the images that have one, in their order.
    ///   - addresses: how the images that are only addresses are written in JSON.
    ///   - boundary: parts the fields of a form.
    /// - Returns: both.
    /// - Throws: `SoraError` where the values cannot be written.
    func body(
        of request: GenerationRequest, images: WireProfile.Images?, files: [[UInt8]],
        addresses: JSONValue?, boundary: String
    ) throws(SoraError) -> (type: String, bytes: [UInt8]) {
        let values = values(of: request)
        let sendsFiles = images?.takes.contains(.file) == true && !files.isEmpty
        if encoding == .multipart || sendsFiles {
            var parts = values.map { name, value in
                // A form has the members of an object as fields of their own.
                if case .object(let members) = value, let id = members["id"] {
                    return MultipartBody.Part.text(name: "\(name)[id]", value: id.plainText)
                }
                return MultipartBody.Part.text(name: name, value: value.plainText)
            }
            if let images, sendsFiles { parts += Self.parts(of: request, images, files) }
            let form = MultipartBody(parts, boundary: boundary)
            return (form.contentType, form.encoded())
        }
        var members = Dictionary(values.map { ($0.name, $0.value) }) { first, _ in first }
        if let images, let addresses { members[images.field] = addresses }
        do {
            return ("application/json", try JSONText.bytes(of: JSONValue.object(members)))
        } catch {
            throw SoraError(.failed, "the request cannot be written as JSON: \(error)")
        }
    }

    private static func parts(
        of request: GenerationRequest, _ images: WireProfile.Images, _ files: [[UInt8]]
    ) -> [MultipartBody.Part] {
        zip(request.images.filter { $0.sha256 != nil }, files).map { image, bytes in
            // The name says nothing of the user's folders.
            .file(
                name: images.field,
                filename: "\(image.handle).\(image.fileExtension ?? "jpg")",
                contentType: image.mediaType, bytes: bytes)
        }
    }
}

extension WireProfile.Field {
    /// Yes or no, as the field writes it.
    fileprivate func truth(_ value: Bool) -> JSONValue {
        type == .boolean ? .bool(value) : .string(value ? "true" : "false")
    }
}

extension JSONValue {
    /// A text, a whole number, or yes or no, as it stands in a form.
    fileprivate var plainText: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .bool(let truth): truth ? "true" : "false"
        default: ""
        }
    }
}
