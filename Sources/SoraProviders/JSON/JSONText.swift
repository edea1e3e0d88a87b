#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Turns bytes into JSON within limits, and values into bytes that are the same every time.
enum JSONText {
    /// Why bytes are not JSON that will be read.
    enum Problem: Error, Equatable {
        case empty, notUTF8, tooLarge, tooDeep, tooMany, notJSON

        /// The reason, to follow "the answer".
        var reason: String {
            switch self {
            case .empty: "is empty"
            case .notUTF8: "is not UTF-8"
            case .tooLarge: "is too large"
            case .tooDeep: "is nested too deeply"
            case .tooMany: "has too many values"
            case .notJSON: "is not JSON"
            }
        }
    }

    /// How deeply arrays and objects may be nested.
    static let depthLimit = 64
    /// How many values there may be: the decoder takes up to 0.1 ms each, and a page of a hundred tasks
    /// has about 3,000.
    static let valueLimit = 20_000

    /// Reads one JSON value.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, with or without a byte-order mark.
    ///   - limit: the most bytes.
    /// - Returns: the value.
    /// - Throws: `Problem`.
    static func parse(_ bytes: [UInt8], limit: Int = 8 << 20) throws(Problem) -> JSONValue {
        var body = bytes[...]
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
        guard body.contains(where: { !isSpace($0) }) else { throw .empty }
        guard body.count <= limit else { throw .tooLarge }
        // The decoder would also read UTF-16 and UTF-32, which the scan below cannot see into.
        guard !body.contains(0), String(validating: body, as: UTF8.self) != nil else {
            throw .notUTF8
        }
        try scan(body)
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(body))
        } catch {
            throw .notJSON
        }
    }

    /// Writes a value with sorted keys and plain slashes, so that the same value is the same bytes.
    static func bytes<Value: Encodable>(of value: Value) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try [UInt8](encoder.encode(value))
    }

    /// Reads a value that soralib wrote.
    static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    /// Counts nesting and values before a parser that recurses sees them.
    private static func scan(_ body: ArraySlice<UInt8>) throws(Problem) {
        var depth = 0
        var values = 1
        var inText = false
        var escaped = false
        for byte in body {
            if inText {
                if escaped {
                    escaped = false
                } else if byte == UInt8(ascii: "\\") {
                    escaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): inText = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                values += 1
                if depth > depthLimit { throw .tooDeep }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ","):
                values += 1
                if values > valueLimit { throw .tooMany }
            default: break
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
