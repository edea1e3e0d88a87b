import CPCRE

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// libpcre2-8, loaded once by the first regular expression and kept.
// @unchecked: the table is written before the value exists and only read after.
@safe struct PatternLibrary: @unchecked Sendable {
    /// The functions; never freed, for the library is never unloaded.
    let functions: UnsafePointer<sora_pcre>

    /// The library, or why there is none.
    static let loaded: Result<PatternLibrary, SystemError> = load(fileName)

    #if os(Linux)
        private static let fileName = "libpcre2-8.so.0"
        private static let noLibrary = ELIBACC
    #else
        private static let fileName = "libpcre2-8.0.dylib"
        private static let noLibrary = ENOEXEC
    #endif

    /// Loads a library by its file name.
    static func load(_ name: String) -> Result<PatternLibrary, SystemError> {
        let table = UnsafeMutablePointer<sora_pcre>.allocate(capacity: 1)
        unsafe table.initialize(to: sora_pcre())
        if let missing = unsafe sora_pcre_load(name, table) {
            let words = unsafe String(cString: missing)
            unsafe table.deallocate()
            return .failure(
                SystemError(
                    noLibrary, "load", "libpcre2-8 (\(words)), of Debian's package libpcre2-8-0"))
        }
        return .success(unsafe PatternLibrary(functions: UnsafePointer(table)))
    }
}
