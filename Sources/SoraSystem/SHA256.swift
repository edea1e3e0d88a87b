import CCrypto

/// The SHA-256 of bytes that come in parts.
///
/// Source: FIPS 180-4, by OpenSSL's libcrypto.
@safe package struct SHA256: ~Copyable {
    private let context: OpaquePointer?

    package init() {
        unsafe context = EVP_MD_CTX_new()
        unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Takes in more bytes.
    package mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
    }

    /// Takes in more bytes.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe update(bytes.span.bytes)
    }

    /// The digest of all bytes so far, as 64 lower-case hexadecimal digits.
    package consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe EVP_DigestFinal_ex(context, &digest, nil)
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// The digest of a whole open file.
    ///
    /// - Throws: `SystemError` when reading fails.
    package static func digest(
        of file: borrowing OpenFile, files: FileSystem
    ) throws(SystemError) -> String {
        var hash = SHA256()
        var offset: Int64 = 0
        while true {
            let part = try files.read(file, at: offset, count: 1 << 20)
            if part.isEmpty { break }
            hash.update(part)
            offset += Int64(part.count)
        }
        return hash.finish()
    }

    /// The digest of bytes in memory.
    package static func digest(of bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }
}
