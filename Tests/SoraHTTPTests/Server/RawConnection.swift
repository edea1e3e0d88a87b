import Foundation
import Glibc
import Synchronization

/// One accepted connection, as a script uses it.
final class RawConnection: Sendable {
    let number: Int
    private let socket: Int32
    private let server: RawServer
    private let isOpen = Mutex(true)
    private let buffer = Mutex<[UInt8]>([])

    init(_ socket: Int32, number: Int, server: RawServer) {
        self.socket = socket
        self.number = number
        self.server = server
    }

    /// Waits for a whole request and notes it; `nil` at the end of the connection.
    @discardableResult func readRequest() -> RawRequest? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let range = buffer.withLock({ $0.firstRange(of: end) }) {
                let head = buffer.withLock { buffer in
                    defer { buffer.removeSubrange(..<range.upperBound) }
                    return String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
                }
                var request = RawRequest(connection: number, head: head, body: [])
                guard let body = readBody(of: request) else { return nil }
                request.body = body
                let whole = request
                server.note { $0.requests.append(whole) }
                return whole
            }
            guard receive() else { return nil }
        }
    }

    private func readBody(of request: RawRequest) -> [UInt8]? {
        let length = request.values(of: "content-length").first.flatMap { Int($0) } ?? 0
        while buffer.withLock({ $0.count }) < length {
            guard receive() else { return nil }
        }
        return buffer.withLock { buffer in
            defer { buffer.removeSubrange(..<length) }
            return Array(buffer[..<length])
        }
    }

    private func receive() -> Bool {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &part, part.count, 0)
        guard count > 0 else { return false }
        server.note { $0.bytes += count }
        buffer.withLock { $0 += part[..<count] }
        return true
    }

    /// Sends; `false` when the other side is gone.
    @discardableResult func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    @discardableResult func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// Sends a response of a length that is declared.
    func answer(_ body: String, status: String = "200 OK", fields: [String] = []) {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + fields
        write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    func pause(_ seconds: Double) { usleep(UInt32(seconds * 1e6)) }

    /// Waits until the other side ends the connection.
    func awaitEnd() { while receive() {} }

    func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if wasOpen { _ = Glibc.close(socket) }
    }

    /// Ends the connection by a reset instead of an orderly end.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }
}
