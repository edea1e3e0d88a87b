import CTLS

/// An authority made on the spot, which nobody trusts who is not told to.
@safe final class TestAuthority {
    private let key: OpaquePointer
    private let certificate: OpaquePointer

    private static let day = 86_400

    /// - Throws: `SimulatorError.encryption` when OpenSSL cannot make it.
    init() throws(SimulatorError) {
        guard let key = unsafe sora_tls_make_key() else {
            throw .encryption(step: "make a key")
        }
        let made = unsafe sora_tls_make_certificate(
            "soralib simulator test authority", nil, -Self.day, 30 * Self.day, key, nil, key)
        guard let certificate = unsafe made else {
            unsafe EVP_PKEY_free(key)
            throw .encryption(step: "make a certificate")
        }
        unsafe self.key = unsafe key
        unsafe self.certificate = unsafe certificate
    }

    deinit {
        unsafe X509_free(certificate)
        unsafe EVP_PKEY_free(key)
    }

    /// The certificate as PEM.
    var pem: [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 8192) { buffer, count in
            count = unsafe buffer.withMemoryRebound(to: CChar.self) {
                unsafe sora_tls_write_pem(certificate, $0.baseAddress, $0.count)
            }
        }
    }

    /// The settings of a server with a certificate of this authority, as good as a fault lets it be.
    ///
    /// - Returns: an `SSL_CTX`, which the caller frees.
    /// - Throws: `SimulatorError.encryption` when OpenSSL cannot make it.
    func makeServer(_ fault: TLSFault?) throws(SimulatorError) -> OpaquePointer {
        guard let serverKey = unsafe sora_tls_make_key() else {
            throw .encryption(step: "make a key")
        }
        defer { unsafe EVP_PKEY_free(serverKey) }
        let isAlone = fault == .selfSigned
        let isExpired = fault == .expired
        let made = unsafe sora_tls_make_certificate(
            "soralib simulator",
            fault == .wrongName
                ? "DNS:wrong.example" : "DNS:localhost,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1",
            (isExpired ? -20 : -1) * Self.day, (isExpired ? -1 : 30) * Self.day, serverKey,
            isAlone ? nil : certificate, isAlone ? serverKey : key)
        guard let made = unsafe made else { throw .encryption(step: "make a certificate") }
        defer { unsafe X509_free(made) }
        let context = unsafe sora_tls_make_context(made, serverKey, fault == .outdated ? 1 : 0)
        guard let context = unsafe context else { throw .encryption(step: "start") }
        return unsafe context
    }
}
