import CCrypto

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// libcrypto, loaded once by the first digest and kept.
///
/// Loading costs some 0.6 ms, a seventh of a short command's time, which a command without a digest
/// does not pay.
// @unchecked: the table is written before the value exists and only read after.
@safe struct CryptoLibrary: @unchecked Sendable {
    /// The functions; never freed, for the library is never unloaded.
    let functions: UnsafePointer<sora_crypto>

    /// The library, or why there is none.
    static let loaded: Result<CryptoLibrary, SystemError> = load(fileName)

    #if os(Linux)
        private static let fileName = "libcrypto.so.3"
        private static let noLibrary = ELIBACC
    #else
        private static let fileName = "libcrypto.3.dylib"
        private static let noLibrary = ENOEXEC
    #endif

    /// Loads a library by its file name.
    static func load(_ name: String) -> Result<CryptoLibrary, SystemError> {
        let table = UnsafeMutablePointer<sora_crypto>.allocate(capacity: 1)
        unsafe table.initialize(to: sora_crypto())
        if let missing = unsafe sora_crypto_load(name, table) {
            let words = unsafe String(cString: missing)
            unsafe table.deallocate()
            return .failure(
                SystemError(
                    noLibrary, "load", "libcrypto (\(words)), of Debian's package libssl3"))
        }
        return .success(unsafe CryptoLibrary(functions: UnsafePointer(table)))
    }
}
