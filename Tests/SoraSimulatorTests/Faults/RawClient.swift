import Foundation

@testable import SoraSimulator

/// A client that shows every byte and how a connection ended.
final class RawClient {
    /// What came back.
    struct Reply {
        var head = ""
        var body = Data()

        var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

        /// The values of a field, of which there should be one.
        func values(_ name: String) -> [String] {
            head.components(separatedBy: "\r\n").filter {
                $0.lowercased().hasPrefix(name.lowercased() + ":")
            }.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }

        func value(_ name: String) -> String? { values(name).first }

        /// A field of the JSON object that came.
        subscript(name: String) -> Any? {
            (try? JSONSerialization.jsonObject(with: body) as? [String: Any])?[name]
        }

        /// The ids of a list.
        var ids: [String] {
            (self["data"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
        }
    }

    /// How a connection ended.
    enum End: Equatable {
        case closed, reset
        /// Nothing came for 10 s.
        case silent
    }

    struct NoConnection: Error {}

    private let descriptor: Int32
    private var buffer = Data()
    private(set) var end: End?
    /// Lives as long as its client: many tests hold nothing but that.
    private let service: RunningService

    /// Connects to a port of 127.0.0.1.
    init(_ service: RunningService) throws {
        self.service = service
        let port = service.simulator.url.split(separator: ":").last.flatMap { UInt16($0) } ?? 0
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        // A refused connection can be reset before the call returns.
        if result != 0 {
            guard errno == ECONNRESET else { throw NoConnection() }
            end = .reset
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Sends a request below `/openai/v1` with a key.
    func send(_ method: String, _ path: String, headers: String..., body: String = "") {
        let fields =
            (["Host: x", "Authorization: Bearer k"] + headers
            + (method == "POST"
                ? ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] : []))
            .joined(separator: "\r\n")
        send("\(method) /openai/v1\(path) HTTP/1.1\r\n\(fields)\r\n\r\n\(body)")
    }

    /// Sends a request and reads its answer.
    func get(_ path: String, headers: String...) -> Reply {
        send(
            "GET /openai/v1\(path) HTTP/1.1\r\n"
                + (["Host: x", "Authorization: Bearer k"] + headers).joined(separator: "\r\n")
                + "\r\n\r\n")
        return read()
    }

    /// Asks for a video.
    func create(_ prompt: String = "a cat") -> Reply {
        send("POST", "/videos", body: "{\"prompt\": \"\(prompt)\"}")
        return read()
    }

    /// Reads one answer by its announced length, or to the end when there is none.
    func read(hasBody: Bool = true) -> Reply {
        var reply = Reply()
        let separator = Data("\r\n\r\n".utf8)
        while true {
            if let range = buffer.range(of: separator) {
                reply.head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
                buffer = Data(buffer[range.upperBound...])
                break
            }
            guard fill() else {
                reply.head = String(decoding: buffer, as: UTF8.self)
                buffer = Data()
                return reply
            }
        }
        let isEmpty = !hasBody || [204, 304].contains(reply.status) || 100..<200 ~= reply.status
        let length = isEmpty ? 0 : reply.value("Content-Length").flatMap { Int($0) } ?? .max
        while buffer.count < length, fill() {}
        reply.body = Data(buffer.prefix(length))
        buffer = Data(buffer.dropFirst(length))
        return reply
    }

    /// Reads everything until the connection ends.
    func readToEnd() -> Data {
        while fill() {}
        defer { buffer = Data() }
        return buffer
    }

    private func fill() -> Bool {
        guard end == nil else { return false }
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &piece, piece.count, 0)
        if count > 0 {
            buffer.append(contentsOf: piece[..<count])
            return true
        }
        end = count == 0 ? .closed : errno == ECONNRESET ? .reset : .silent
        return false
    }
}
