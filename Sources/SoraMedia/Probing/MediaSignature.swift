/// Tells from the first bytes whether they can be those of a video file, and which kind it is.
package enum MediaSignature {
    /// How many bytes are needed to tell.
    package static let bytes = 12

    /// Whether a file begins as a media file does; `nil` while too few bytes are there.
    ///
    /// An ISO base media file has a box of a known type first; Matroska and WebM begin with the EBML
    /// magic number (RFC 8794, section 11.2.1).
    package static func matches(_ start: [UInt8]) -> Bool? {
        guard let first = start.first else { return nil }
        if first == 0x1A {
            return start.count < 4 ? nil : start.starts(with: [0x1A, 0x45, 0xDF, 0xA3])
        }
        guard start.count >= bytes else {
            // Text shows itself at once.
            return [UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "#")].contains(first)
                ? false : nil
        }
        let type = String(decoding: start[4..<8], as: UTF8.self)
        return ["ftyp", "moov", "mdat", "free", "skip", "wide", "styp", "pnot"].contains(type)
    }

    /// Whether a file begins with the EBML magic number.
    package static func isMatroska(_ start: [UInt8]) -> Bool {
        start.starts(with: [0x1A, 0x45, 0xDF, 0xA3])
    }

    /// The extension for a file that begins so.
    package static func fileExtension(_ start: [UInt8]) -> String {
        if isMatroska(start) {
            // The document type is within the first element, which is short.
            return String(decoding: start.prefix(64), as: UTF8.self).contains("webm")
                ? "webm" : "mkv"
        }
        guard start.count >= bytes else { return "bin" }
        let type = String(decoding: start[4..<8], as: UTF8.self)
        let brand = String(decoding: start[8..<12], as: UTF8.self)
        return type == "ftyp" && brand != "qt  " ? "mp4" : "mov"
    }
}
