import CTLS

/// An encrypted connection whose hands were shaken.
@safe final class TLSStream: ByteStream {
    private let session: OpaquePointer
    private let socket: OpenSocket
    private var isBroken = false

    init(_ session: OpaquePointer, _ socket: OpenSocket) {
        unsafe self.session = unsafe session
        self.socket = socket
    }

    deinit { unsafe SSL_free(session) }

    func read(upTo limit: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
            ERR_clear_error()
            let count = unsafe SSL_read(session, buffer.baseAddress, Int32(clamping: limit))
            if count <= 0 { noteEnd(count) }
            filled = Int(max(0, count))
        }
    }

    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            ERR_clear_error()
            let count = unsafe bytes.withUnsafeBytes {
                unsafe SSL_write(
                    session, $0.baseAddress?.advanced(by: sent), Int32(clamping: $0.count - sent))
            }
            guard count > 0 else {
                noteEnd(count)
                return false
            }
            sent += Int(count)
        }
        return true
    }

    /// After these two errors not even a farewell may be sent (SSL_get_error(3)).
    private func noteEnd(_ result: Int32) {
        let error = unsafe SSL_get_error(session, result)
        isBroken = isBroken || error == SSL_ERROR_SYSCALL || error == SSL_ERROR_SSL
    }

    func close() {
        if !isBroken { _ = unsafe SSL_shutdown(session) }
        isBroken = true
        socket.close()
    }

    func reset() {
        isBroken = true
        socket.reset()
    }
}
