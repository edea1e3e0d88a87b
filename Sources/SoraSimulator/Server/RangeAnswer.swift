/// Answers for a file or one range of it, by RFC 9110, 13 and 14.
struct RangeAnswer {
    let bytes: [UInt8]
    let contentType: String
    /// A strong entity tag in its quotes.
    let entityTag: String
    let lastModified: String

    func make(for request: HTTPRequest) -> HTTPResponse {
        var response = HTTPResponse(
            status: 200,
            headers: [
                ("Content-Type", contentType), ("ETag", entityTag),
                ("Last-Modified", lastModified), ("Accept-Ranges", "bytes"),
            ],
            body: .stream(StreamedBody(bytes: bytes, range: 0..<bytes.count)))
        // Range has a meaning for GET only, and only while If-Range holds.
        guard request.method == "GET", let text = request.header("Range"),
            ifRangeHolds(request.header("If-Range"))
        else { return response }
        switch Self.range(text, of: bytes.count) {
        case .none:
            return response
        case .unsatisfiable:
            response.status = 416
            response.headers.append(("Content-Range", "bytes */\(bytes.count)"))
            response.body = .bytes([])
        case .part(let range):
            response.status = 206
            response.headers.append(
                (
                    "Content-Range",
                    "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
                ))
            response.body = .stream(StreamedBody(bytes: bytes, range: range))
        }
        return response
    }

    private func ifRangeHolds(_ validator: String?) -> Bool {
        validator == nil || validator == entityTag || validator == lastModified
    }

    /// What a `Range` field asks for.
    enum Selection: Equatable {
        /// Everything: the field is not understood, or names several ranges.
        case none
        case unsatisfiable
        case part(Range<Int>)
    }

    /// Reads `bytes=first-last`, `bytes=first-` or `bytes=-count`.
    static func range(_ text: String, of count: Int) -> Selection {
        guard text.lowercased().hasPrefix("bytes=") else { return .none }
        let sides = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else {
            return .none
        }
        switch (Int(sides[0]), Int(sides[1])) {
        case (let first?, let last?):
            if last < first { return .none }
            return first < count ? .part(first..<min(last + 1, count)) : .unsatisfiable
        case (let first?, nil) where sides[1].isEmpty:
            return first < count ? .part(first..<count) : .unsatisfiable
        case (nil, let length?) where sides[0].isEmpty:
            return length > 0 && count > 0 ? .part(max(0, count - length)..<count) : .unsatisfiable
        default:
            return .none
        }
    }
}
