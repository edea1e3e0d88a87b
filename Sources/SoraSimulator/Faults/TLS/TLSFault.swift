/// What is wrong with the encryption.
enum TLSFault: String, Sendable, CaseIterable {
    /// The certificate is for another host.
    case wrongName = "wrong_name"
    case expired
    /// The certificate is signed by itself.
    case selfSigned = "self_signed"
    /// The certificate is signed by an authority that nobody knows.
    case untrusted
    /// Nothing newer than TLS 1.1 is spoken.
    case outdated = "tls1.1"
    /// The connection ends in the middle of the handshake.
    case cutHandshake = "cut_handshake"
}
