import CSQLite
import SoraModel
import SoraSystem

/// The functions on texts that SQL can call, for what SQLite compares by ASCII letters alone.
enum TextFunctions {
    private typealias Function =
        @convention(c) (
            OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?
        ) -> Void

    /// Makes them known to a connection.
    ///
    /// `has_words(text, phrase)`, where the phrase is `WordPhrase.text`, `same_text(text, text)` and
    /// `matches(text, pattern)` may not be called from a schema; `spaced_letters(text)` is for its triggers.
    static func define(on database: OpaquePointer) -> Int32 {
        let hasWords: Function = { context, _, values in
            unsafe TextFunctions.answer(context, values) { text, phrase in
                if let occurs = WordPhrase.asciiOccurs(phrase, in: text) { return occurs }
                return WordPhrase(written: TextFunctions.string(phrase))?
                    .occurs(in: TextFunctions.string(text)) ?? false
            }
        }
        let sameText: Function = { context, _, values in
            unsafe TextFunctions.answer(context, values) { left, right in
                TextFunctions.string(left).lowercased() == TextFunctions.string(right).lowercased()
            }
        }
        let spaced: Function = { context, _, values in
            guard let values = unsafe values, let text = unsafe sqlite3_value_text(values[0]) else {
                return unsafe sqlite3_result_null(context)
            }
            let bytes = unsafe UnsafeRawBufferPointer(
                start: text, count: Int(sqlite3_value_bytes(values[0])))
            guard unsafe SpacedLetters.mayOccur(in: bytes.bytes) else {
                return unsafe sqlite3_result_value(context, values[0])
            }
            var apart = SpacedLetters.spaced(unsafe TextFunctions.string(bytes.bytes))
            apart.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
                    unsafe sora_sqlite3_result_text(
                        context, bytes.baseAddress, Int32(bytes.count))
                }
            }
        }
        let secret = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
        let innocuous = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        func add(_ name: String, _ count: Int32, _ flags: Int32, _ body: Function) -> Int32 {
            unsafe sqlite3_create_function_v2(
                database, name, count, flags, nil, body, nil, nil, nil)
        }
        return unsafe add("has_words", 2, secret, hasWords)
            | add("same_text", 2, secret, sameText)
            | add("matches", 2, secret, PatternFunction.body)
            | add("spaced_letters", 1, innocuous, spaced)
    }

    private static func answer(
        _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?,
        _ body: (RawSpan, RawSpan) -> Bool
    ) {
        guard let values = unsafe values, let left = unsafe sqlite3_value_text(values[0]),
            let right = unsafe sqlite3_value_text(values[1])
        else { return unsafe sqlite3_result_null(context) }
        let first = unsafe UnsafeRawBufferPointer(
            start: left, count: Int(sqlite3_value_bytes(values[0])))
        let second = unsafe UnsafeRawBufferPointer(
            start: right, count: Int(sqlite3_value_bytes(values[1])))
        let holds = unsafe body(first.bytes, second.bytes)
        unsafe sqlite3_result_int(context, holds ? 1 : 0)
    }

    static func string(_ bytes: RawSpan) -> String {
        unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
