package import SoraSystem

/// A body of form fields and files, `multipart/form-data` (RFC 7578).
package struct MultipartBody: Sendable {
    package enum Part: Hashable, Sendable {
        /// A field of text.
        case text(name: String, value: String)
        /// A file, with the type that its bytes were found to be.
        case file(name: String, filename: String, contentType: String, bytes: [UInt8])
    }

    /// The parts, in the order in which they are sent.
    package var parts: [Part]
    /// The line between the parts.
    package let boundary: String

    /// Makes a body with a given boundary; it is lengthened while a part has it in it.
    package init(_ parts: [Part], boundary: String) {
        var boundary = boundary
        while parts.contains(where: { Self.holds($0, boundary) }) { boundary += "0" }
        self.parts = parts
        self.boundary = boundary
    }

    /// Makes a body with a boundary of 128 random bits, which no part contains by chance.
    package init(_ parts: [Part] = [], random: any RandomSource) {
        self.parts = parts
        let digits = Array("0123456789abcdef".utf8)
        let text = random.bytes(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        boundary = "soralib-" + String(decoding: text, as: UTF8.self)
    }

    /// The value of the field `Content-Type`.
    package var contentType: String { "multipart/form-data; boundary=\(boundary)" }

    /// The bytes to send.
    package func encoded() -> [UInt8] {
        let heads = parts.map(head)
        let size = zip(parts, heads).reduce(boundary.utf8.count + 8) { sum, pair in
            sum + pair.1.utf8.count + Self.payloadBytes(of: pair.0) + 2
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        for (part, head) in zip(parts, heads) {
            bytes += head.utf8
            switch part {
            case .text(_, let value): bytes += value.utf8
            case .file(_, _, _, let content): bytes += content
            }
            bytes += "\r\n".utf8
        }
        bytes += "--\(boundary)--\r\n".utf8
        return bytes
    }

    private func head(of part: Part) -> String {
        switch part {
        case .text(let name, _):
            return "--\(boundary)\r\n"
                + "Content-Disposition: form-data; name=\"\(Self.escape(name))\"\r\n\r\n"
        case .file(let name, let filename, let contentType, _):
            return "--\(boundary)\r\n"
                + "Content-Disposition: form-data; name=\"\(Self.escape(name))\"; "
                + "filename=\"\(Self.escape(filename))\"\r\n"
                + "Content-Type: \(Self.singleLine(contentType))\r\n\r\n"
        }
    }

    private static func holds(_ part: Part, _ boundary: String) -> Bool {
        switch part {
        case .text(_, let value): value.contains(boundary)
        case .file(_, _, _, let bytes): bytes.firstRange(of: Array(boundary.utf8)) != nil
        }
    }

    private static func payloadBytes(of part: Part) -> Int {
        switch part {
        case .text(_, let value): value.utf8.count
        case .file(_, _, _, let content): content.count
        }
    }

    /// Escapes as browsers do: only quotes and line ends, as `%22`, `%0D`, `%0A`.
    ///
    /// Source: HTML Living Standard, "multipart/form-data encoding algorithm". Other control
    /// characters are dropped.
    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "%22"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            default:
                if scalar.value >= 0x20, scalar.value != 0x7f {
                    escaped.unicodeScalars.append(scalar)
                }
            }
        }
        return escaped
    }

    /// A type must not bring further fields with it.
    private static func singleLine(_ text: String) -> String {
        var line = ""
        line.unicodeScalars.append(
            contentsOf: text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f })
        return line.isEmpty ? "application/octet-stream" : line
    }
}
