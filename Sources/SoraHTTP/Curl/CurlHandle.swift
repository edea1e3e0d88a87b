import CCurl

/// One easy handle with all memory that it points to.
@safe final class CurlHandle {
    let library: CurlLibrary
    let easy: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []
    /// The first option that libcurl did not take.
    private(set) var refused: (option: CURLoption, code: CURLcode)?

    init?(_ library: CurlLibrary) {
        guard let easy = unsafe sora_curl_easy_init(library.functions) else { return nil }
        self.library = library
        unsafe self.easy = easy
        unsafe errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        note(
            CURLOPT_ERRORBUFFER,
            unsafe sora_curl_set_error_buffer(library.functions, easy, errorBuffer))
    }

    deinit {
        unsafe sora_curl_easy_cleanup(library.functions, easy)
        unsafe lists.forEach { unsafe sora_curl_list_free(library.functions, $0) }
        unsafe errorBuffer.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) {
        note(option, unsafe sora_curl_set_long(library.functions, easy, option, value))
    }

    func set(_ option: CURLoption, _ value: Bool) {
        set(option, value ? 1 : 0)
    }

    func set(_ option: CURLoption, bytes value: Int64) {
        note(
            option,
            unsafe sora_curl_set_offset(library.functions, easy, option, curl_off_t(value)))
    }

    /// Sets a text, which libcurl copies, or none.
    func set(_ option: CURLoption, _ value: String?) {
        note(option, unsafe sora_curl_set_text(library.functions, easy, option, value))
    }

    /// Sets a list of lines, which lives as long as this handle.
    func set(_ option: CURLoption, lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = unsafe sora_curl_list_append(library.functions, list, line) else {
                note(option, CURLE_OUT_OF_MEMORY)
                break
            }
            unsafe list = longer
        }
        guard let list = unsafe list else { return }
        unsafe lists.append(list)
        note(option, unsafe sora_curl_set_list(library.functions, easy, option, list))
    }

    /// Notes what came of setting an option.
    func note(_ option: CURLoption, _ code: CURLcode) {
        if code != CURLE_OK, refused == nil { refused = (option, code) }
    }

    /// libcurl's words for a result: those of this transfer, else those of the code.
    func words(for code: CURLcode) -> String {
        let special = unsafe String(cString: errorBuffer)
        if !special.isEmpty { return special }
        guard let general = unsafe sora_curl_words(library.functions, code) else {
            return "error \(code.rawValue) of libcurl"
        }
        return unsafe String(cString: general)
    }
}
