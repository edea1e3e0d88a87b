import CAVFormat

/// SHA-256 by libavutil.
enum Digest {
    /// The digest of some bytes as 64 hexadecimal digits.
    static func sha256(_ bytes: [UInt8]) -> String {
        sha256Bytes(bytes).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    /// The 32 bytes of the digest.
    static func sha256Bytes(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let context = unsafe av_sha_alloc()
        unsafe av_sha_init(context, 256)
        unsafe bytes.withUnsafeBufferPointer {
            unsafe av_sha_update(context, $0.baseAddress, $0.count)
        }
        unsafe av_sha_final(context, &digest)
        unsafe av_free(UnsafeMutableRawPointer(context))
        return digest
    }
}
