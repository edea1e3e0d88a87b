/// Cuts the bytes of a connection into messages.
final class MessageReader {
    private static let headLimit = 64 << 10
    private static let pieceLimit = 64 << 10

    private let stream: any ByteStream
    private var buffer: [UInt8] = []

    init(_ stream: any ByteStream) {
        self.stream = stream
    }

    /// The next head, or nil at the end, for one that is too long or is not HTTP.
    func readHead() -> MessageHead? {
        var searched = 0
        while true {
            if let end = Self.endOfHead(in: buffer, from: max(0, searched - 3)) {
                let bytes = buffer[..<end]
                buffer.removeFirst(end)
                // RFC 9112, 2.2: empty lines before a request are skipped.
                return MessageHead(bytes.drop { $0 == 13 || $0 == 10 })
            }
            searched = buffer.count
            guard buffer.count < Self.headLimit, fill() else { return nil }
        }
    }

    /// Reads a whole body; what is past `limit` is read and thrown away.
    ///
    /// - Returns: the bytes, and whether the end of the body was reached.
    func readBody(_ framing: BodyFraming, keeping limit: Int = .max) -> (
        bytes: [UInt8], isComplete: Bool
    ) {
        var bytes: [UInt8] = []
        let isComplete = readBody(framing) { piece in
            bytes += piece.prefix(limit - bytes.count)
            return true
        }
        return (bytes, isComplete)
    }

    /// Hands a body over piece by piece, its transfer coding taken off.
    ///
    /// - Parameters:
    ///   - framing: how its end is found.
    ///   - take: takes a piece; false ends the reading.
    /// - Returns: whether the end of the body was reached.
    func readBody(_ framing: BodyFraming, take: ([UInt8]) -> Bool) -> Bool {
        switch framing {
        case .none:
            return true
        case .length(let length):
            return pass(length, take)
        case .rest:
            while let piece = nextPiece(upTo: .max) {
                guard take(piece) else { return false }
            }
            return true
        case .chunked:
            while true {
                guard let line = readLine(),
                    let size = Int(line.prefix { $0 != ";" && $0 != " " }, radix: 16), size >= 0
                else { return false }
                if size == 0 { break }
                guard pass(size, take), readLine() == "" else { return false }
            }
            // The trailer section ends with an empty line.
            while let line = readLine() {
                if line.isEmpty { return true }
            }
            return false
        }
    }

    private func pass(_ length: Int, _ take: ([UInt8]) -> Bool) -> Bool {
        var left = length
        while left > 0 {
            guard let piece = nextPiece(upTo: left), take(piece) else { return false }
            left -= piece.count
        }
        return true
    }

    private func nextPiece(upTo limit: Int) -> [UInt8]? {
        if buffer.isEmpty, !fill() { return nil }
        let piece = Array(buffer.prefix(limit))
        buffer.removeFirst(piece.count)
        return piece
    }

    private func readLine() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = String(decoding: buffer[..<end].filter { $0 != 13 }, as: UTF8.self)
                buffer.removeFirst(end + 1)
                return line
            }
            guard buffer.count < Self.headLimit, fill() else { return nil }
        }
    }

    private func fill() -> Bool {
        let bytes = stream.read(upTo: Self.pieceLimit)
        buffer += bytes
        return !bytes.isEmpty
    }

    /// The place behind the empty line that ends a head.
    private static func endOfHead(in bytes: [UInt8], from start: Int) -> Int? {
        // Empty lines at the very beginning belong to no head.
        let first = bytes.firstIndex { $0 != 13 && $0 != 10 } ?? bytes.count
        var place = max(first, start)
        while place < bytes.count {
            if bytes[place] == 10 {
                if place + 1 < bytes.count, bytes[place + 1] == 10 { return place + 2 }
                if place + 2 < bytes.count, bytes[place + 1] == 13, bytes[place + 2] == 10 {
                    return place + 3
                }
            }
            place += 1
        }
        return nil
    }
}
