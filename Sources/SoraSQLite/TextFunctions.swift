import CSQLite
import SoraModel

/// The functions on texts that SQL can call, for what SQLite compares by ASCII letters alone.
enum TextFunctions {
    /// Makes them known to a connection: `has_words(text, phrase)` and `same_text(text, text)`.
    ///
    /// The phrase is `WordPhrase.text`. They may not be called from a schema.
    static func define(on database: OpaquePointer) -> Int32 {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
        let code = unsafe sqlite3_create_function_v2(
            database, "has_words", 2, flags, nil,
            { context, _, values in
                unsafe TextFunctions.answer(context, values) { text, phrase in
                    if let occurs = WordPhrase.asciiOccurs(phrase, in: text) { return occurs }
                    return WordPhrase(TextFunctions.string(phrase))?
                        .occurs(in: TextFunctions.string(text)) ?? false
                }
            }, nil, nil, nil)
        guard code == SQLITE_OK else { return code }
        return unsafe sqlite3_create_function_v2(
            database, "same_text", 2, flags, nil,
            { context, _, values in
                unsafe TextFunctions.answer(context, values) { left, right in
                    TextFunctions.string(left).lowercased()
                        == TextFunctions.string(right).lowercased()
                }
            }, nil, nil, nil)
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

    private static func string(_ bytes: RawSpan) -> String {
        unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
