import CPCRE

/// A regular expression of libpcre2, over UTF-8, that cannot run away.
///
/// Whether it matches a text is known after a bounded number of steps, or is an error. It is used by one
/// thread at a time.
@safe package final class Pattern {
    /// Why an expression is none.
    package struct Mistake: Error, Hashable {
        /// What libpcre2 says.
        package var message: String
    }

    /// Deciding about a text took too many steps, or too much memory.
    package struct TooCostly: Error, Hashable {}

    /// The most calls of the matching function for one text.
    static let matchLimit: UInt32 = 50_000
    /// How deep it may go back.
    static let depthLimit: UInt32 = 1000
    /// The most memory, in KiB.
    static let heapLimit: UInt32 = 4096

    private let library: PatternLibrary
    private var pattern: sora_pattern

    /// Compiles an expression.
    ///
    /// - Throws: `Mistake`; `SystemError` where there is no libpcre2.
    package init(_ text: String) throws {
        let library = try PatternLibrary.loaded.get()
        var compiled = unsafe sora_pattern()
        var offset = 0
        var words = [CChar](repeating: 0, count: 256)
        let bytes = Array(text.utf8)
        let isCompiled = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe words.withUnsafeMutableBufferPointer { words in
                unsafe sora_pattern_compile(
                    library.functions, bytes.baseAddress, bytes.count, Self.matchLimit,
                    Self.depthLimit, Self.heapLimit, &compiled, &offset, words.baseAddress)
            }
        }
        guard isCompiled == 1 else {
            let message = String(
                decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let place = String(decoding: bytes.prefix(offset), as: UTF8.self).count
            throw Mistake(
                message: "\(message.isEmpty ? "no memory" : message), at its letter \(place + 1)")
        }
        self.library = library
        unsafe self.pattern = compiled
    }

    deinit { unsafe sora_pattern_free(library.functions, &pattern) }

    /// Whether it matches somewhere in a text.
    package func matches(_ text: RawSpan) throws(TooCostly) -> Bool {
        let found = unsafe text.withUnsafeBytes { bytes in
            unsafe sora_pattern_matches(
                library.functions, &pattern,
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
        if found < 0 { throw TooCostly() }
        return found == 1
    }
}
