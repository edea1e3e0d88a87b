import CTLS

/// Takes the encryption off, in the proxy, so that the server never sees it.
@safe final class TLSServer: Sendable {
    let fault: TLSFault?
    /// The certificate of the authority that clients are to trust, as PEM.
    let authority: [UInt8]
    /// The address of the `SSL_CTX`, as a number, because C pointers may not cross threads in Swift.
    private let context: UInt

    /// - Throws: `SimulatorError.encryption` when OpenSSL cannot be used.
    init(fault: TLSFault?) throws(SimulatorError) {
        self.fault = fault
        let told = try TestAuthority()
        let signing = fault == .untrusted ? try TestAuthority() : told
        authority = told.pem
        context = UInt(bitPattern: unsafe try signing.makeServer(fault))
    }

    deinit { unsafe SSL_CTX_free(OpaquePointer(bitPattern: context)) }

    /// Shakes hands; nil when that fails, the connection is closed then.
    func accept(_ socket: OpenSocket) -> TLSStream? {
        if fault == .cutHandshake {
            cutHandshake(SocketStream(socket))
            return nil
        }
        guard let session = unsafe SSL_new(OpaquePointer(bitPattern: context)) else {
            socket.close()
            return nil
        }
        guard unsafe SSL_set_fd(session, socket.descriptor) == 1, unsafe SSL_accept(session) == 1
        else {
            ERR_clear_error()
            unsafe SSL_free(session)
            socket.close()
            return nil
        }
        return unsafe TLSStream(session, socket)
    }

    /// Waits for the greeting and answers with the first bytes of a handshake record.
    private func cutHandshake(_ stream: SocketStream) {
        _ = stream.read(upTo: 64 << 10)
        _ = stream.write([0x16, 0x03, 0x03, 0x00, 0x7a, 0x02, 0x00])
        stream.close()
    }
}
