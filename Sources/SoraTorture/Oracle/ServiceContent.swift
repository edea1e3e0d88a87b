import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Fetches a result past soralib, to compare the two: HTTP/1.0 over a socket, nothing shared.
struct ServiceContent {
    let port: Int

    /// How often a fetch that was cut short is made again.
    private static let tries = 6

    /// The whole result of a task.
    ///
    /// - Throws: `TortureError` when the service does not give it.
    func result(of remoteID: String) throws -> [UInt8] {
        var last = "nothing"
        for _ in 1...Self.tries {
            let answer = try get("/openai-compatible/v1/videos/\(remoteID)/content")
            guard let end = Self.end(ofHead: answer) else { continue }
            let head = String(decoding: answer[..<end], as: UTF8.self).lowercased()
            let length = head.split(whereSeparator: \.isNewline)
                .first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst("content-length:".count).filter(\.isNumber)) }
            last = String(head.prefix(60))
            let body = Array(answer[(end + 4)...])
            if head.contains(" 200 "), length == body.count { return body }
        }
        throw TortureError("the simulator does not give the result of \(remoteID): \(last)")
    }

    private static func end(ofHead bytes: [UInt8]) -> Int? {
        let mark: [UInt8] = [13, 10, 13, 10]
        guard bytes.count >= 4 else { return nil }
        return (0...(bytes.count - 4)).first { Array(bytes[$0..<($0 + 4)]) == mark }
    }

    private func get(_ path: String) throws -> [UInt8] {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { throw SystemError(errno, "open", "a socket") }
        let connection = OpenFile(owning: number, path: "the simulator")
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(number, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw SystemError(errno, "connect to", "the simulator") }
        let request = "GET \(path) HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer x\r\n\r\n"
        try FileSocket.send(Array(request.utf8), over: connection)
        var answer: [UInt8] = []
        while let part = try FileSocket.receiveBytes(upTo: 1 << 16, within: 30, from: connection),
            !part.isEmpty
        {
            answer += part
        }
        return answer
    }
}
