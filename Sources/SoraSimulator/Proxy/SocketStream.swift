#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A plain socket.
final class SocketStream: ByteStream {
    private let socket: OpenSocket

    init(_ socket: OpenSocket) {
        self.socket = socket
    }

    func read(upTo limit: Int) -> [UInt8] {
        while true {
            var count = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
                count = unsafe recv(socket.descriptor, buffer.baseAddress, limit, 0)
                filled = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            return bytes
        }
    }

    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe send(
                    socket.descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent, 0)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    func close() { socket.close() }

    func reset() { socket.reset() }
}
