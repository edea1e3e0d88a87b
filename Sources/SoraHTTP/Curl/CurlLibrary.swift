import CCurl

/// libcurl, loaded once by the first request and kept.
///
/// Loading costs some 9 ms, which a command that sends nothing does not pay.
// @unchecked: the table is written before the value exists and only read after.
@safe struct CurlLibrary: @unchecked Sendable {
    /// The functions; never freed, for the library is never unloaded.
    let functions: UnsafePointer<sora_curl>

    /// The library, or why there is none.
    static let loaded: Result<CurlLibrary, TransportFailure> = load(fileName)

    #if os(Linux)
        private static let fileName = "libcurl.so.4"
    #else
        private static let fileName = "libcurl.4.dylib"
    #endif

    /// 7.80 brought the call before the first byte of a request (CURLOPT_PREREQFUNCTION(3)).
    private static let oldest: UInt32 = 0x07_50_00

    /// Loads a library by its file name.
    static func load(_ name: String) -> Result<CurlLibrary, TransportFailure> {
        let table = UnsafeMutablePointer<sora_curl>.allocate(capacity: 1)
        unsafe table.initialize(to: sora_curl())
        if let missing = unsafe sora_curl_load(name, table) {
            let words = unsafe String(cString: missing)
            unsafe table.deallocate()
            return failure("cannot load libcurl (\(words)): install Debian's package libcurl4")
        }
        guard unsafe sora_curl_version(table) >= oldest,
            unsafe sora_curl_global_init(table) == CURLE_OK
        else {
            unsafe table.deallocate()
            return failure(
                "the installed libcurl is too old or does not start: install Debian's package "
                    + "libcurl4, 7.80 or newer")
        }
        return .success(unsafe CurlLibrary(functions: UnsafePointer(table)))
    }

    /// Its name and version.
    var version: String {
        let number = unsafe sora_curl_version(functions)
        return "libcurl \(number >> 16).\(number >> 8 & 0xFF).\(number & 0xFF)"
    }

    private static func failure(_ message: String) -> Result<CurlLibrary, TransportFailure> {
        .failure(TransportFailure(.unavailable, requestMayHaveLeft: false, message: message))
    }
}
