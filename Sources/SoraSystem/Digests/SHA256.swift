import CCrypto

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The SHA-256 of bytes that come in parts.
///
/// Source: FIPS 180-4, by OpenSSL's libcrypto, EVP_DigestInit(3).
@safe package struct SHA256: ~Copyable {
    private let library: CryptoLibrary
    private let context: OpaquePointer

    private init(library: CryptoLibrary, context: OpaquePointer) {
        self.library = library
        unsafe self.context = context
    }

    /// Begins a digest.
    ///
    /// - Throws: `SystemError` when libcrypto cannot be loaded, or has no memory.
    package static func begin() throws(SystemError) -> SHA256 {
        let library = try CryptoLibrary.loaded.get()
        guard let context = unsafe sora_crypto_begin(library.functions) else {
            throw SystemError(ENOMEM, "begin", "a SHA-256")
        }
        return unsafe SHA256(library: library, context: context)
    }

    /// Makes sure that digests can be made: to be called before something is paid for whose receipt
    /// needs one.
    ///
    /// - Throws: `SystemError` when libcrypto cannot be loaded.
    package static func prepare() throws(SystemError) {
        _ = try CryptoLibrary.loaded.get()
    }

    /// The version of libcrypto, which is loaded for it and has to make a digest that is known.
    ///
    /// - Throws: `SystemError` when libcrypto cannot be loaded, or its digest is wrong.
    package static func libraryVersion() throws(SystemError) -> String {
        let library = try CryptoLibrary.loaded.get()
        // FIPS 180-4's example.
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        guard try digest(of: Array("abc".utf8)) == known else {
            throw SystemError(EINVAL, "use", "libcrypto, whose SHA-256 is wrong")
        }
        return unsafe String(cString: sora_crypto_version(library.functions))
    }

    deinit { unsafe sora_crypto_free(library.functions, context) }

    /// Takes in more bytes.
    package mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe sora_crypto_update(
                library.functions, context, buffer.baseAddress, buffer.count)
        }
    }

    /// Takes in more bytes.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe update(bytes.span.bytes)
    }

    /// The digest of all bytes so far, as 64 lower-case hexadecimal digits.
    package consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe sora_crypto_finish(library.functions, context, &digest)
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
        var hash = try begin()
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
    ///
    /// - Throws: `SystemError` when libcrypto cannot be loaded.
    package static func digest(of bytes: [UInt8]) throws(SystemError) -> String {
        var hash = try begin()
        hash.update(bytes)
        return hash.finish()
    }
}
