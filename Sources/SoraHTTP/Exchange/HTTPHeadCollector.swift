/// Reads the lines of a response's header, past the interim ones (RFC 9112, RFC 9110 section 15.2).
struct HTTPHeadCollector {
    /// The status of the header that is being read, or was.
    private(set) var status = 0
    /// Its fields.
    private(set) var headers = HTTPHeaders()
    private var bytes = 0
    private let limit: Int
    private var isComplete = false
    private var isFoldable = false

    /// Begins.
    ///
    /// - Parameter limit: the most bytes of all lines together, interim ones and trailers too.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a line with its line end.
    ///
    /// - Returns: whether the final header is complete with it; then once only.
    /// - Throws: `HTTPHeadError`.
    mutating func take(_ line: [UInt8]) throws(HTTPHeadError) -> Bool {
        bytes += line.count
        guard bytes <= limit else { throw .tooLarge(limit) }
        // What follows the header in this way is the trailer of a chunked body: of no use.
        if isComplete { return false }
        var content = line[...]
        if content.last == UInt8(ascii: "\n") { content.removeLast() }
        if content.last == UInt8(ascii: "\r") { content.removeLast() }
        if content.isEmpty { return try endBlock() }
        if line.starts(with: "HTTP/".utf8) {
            try beginBlock(content)
        } else if content.first == 0x20 || content.first == 0x09 {
            fold(content)
        } else {
            addField(content)
        }
        return false
    }

    private mutating func beginBlock(_ line: ArraySlice<UInt8>) throws(HTTPHeadError) {
        headers = HTTPHeaders()
        isFoldable = false
        let words = line.split(separator: 0x20)
        guard words.count >= 2, words[1].count == 3,
            let number = Int(String(decoding: words[1], as: UTF8.self)),
            (100...599).contains(number)
        else { throw .malformed("the status line is not one of HTTP/1.1") }
        status = number
    }

    private mutating func endBlock() throws(HTTPHeadError) -> Bool {
        guard status != 0 else { throw .malformed("the response has no status line") }
        guard status >= 200 else { return false }
        let lengths = headers.values(of: "content-length").joined(separator: ",")
        if headers["content-length"] != nil, headers["transfer-encoding"] == nil,
            HTTPResponse.length(lengths) == nil
        {
            throw .malformed("the fields Content-Length are not one number")
        }
        isComplete = true
        return true
    }

    /// A field that no reader agrees on is left out: a paid answer must not be lost for it.
    private mutating func addField(_ line: ArraySlice<UInt8>) {
        isFoldable = false
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        guard name.isHTTPToken else { return }
        headers.append(name, Self.text(line[(colon + 1)...]).trimmingHTTPSpace())
        isFoldable = true
    }

    /// A folded line goes on after one space (RFC 9112, section 5.2).
    private mutating func fold(_ line: ArraySlice<UInt8>) {
        guard isFoldable, let last = headers.fields.indices.last else { return }
        let more = Self.text(line).trimmingHTTPSpace()
        headers.fields[last].value = "\(headers.fields[last].value) \(more)".trimmingHTTPSpace()
    }

    /// UTF-8 where it is that, else ISO 8859-1, which loses no byte.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        text.unicodeScalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
        return text
    }
}

/// A header that cannot be taken.
enum HTTPHeadError: Error, Hashable {
    /// It is longer than the limit, in bytes.
    case tooLarge(Int)
    /// It is not HTTP.
    case malformed(String)

    var isTooLarge: Bool { if case .tooLarge = self { true } else { false } }

    var words: String {
        switch self {
        case .tooLarge(let limit): "the header is longer than \(limit) bytes"
        case .malformed(let words): words
        }
    }
}
