import CSQLite
import SoraSystem

/// The SQL function `matches(text, pattern)`: whether a regular expression matches somewhere in a text.
///
/// One that takes too long ends the statement with `SQLITE_ABORT` and a message that names it.
enum PatternFunction {
    /// The function as SQLite calls it.
    static let body:
        @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void = {
            context, _, values in
            guard let values = unsafe values, let text = unsafe sqlite3_value_text(values[0]),
                let written = unsafe sqlite3_value_text(values[1])
            else { return unsafe sqlite3_result_null(context) }
            let bytes = unsafe UnsafeRawBufferPointer(
                start: text, count: Int(sqlite3_value_bytes(values[0])))
            let expression = unsafe UnsafeRawBufferPointer(
                start: written, count: Int(sqlite3_value_bytes(values[1])))
            do {
                let pattern = try unsafe PatternFunction.pattern(context, expression)
                let holds = try unsafe pattern.matches(bytes.bytes)
                unsafe sqlite3_result_int(context, holds ? 1 : 0)
            } catch {
                let words = unsafe TextFunctions.string(expression.bytes)
                let reason =
                    error is Pattern.TooCostly ? "takes too long" : "cannot be used: \(error)"
                unsafe sqlite3_result_error(context, "the pattern \(words) \(reason)", -1)
                unsafe sqlite3_result_error_code(context, SQLITE_ABORT)
            }
        }

    /// The compiled pattern, which SQLite keeps beside the argument for the rows that follow.
    private static func pattern(
        _ context: OpaquePointer?, _ written: UnsafeRawBufferPointer
    ) throws -> Pattern {
        if let kept = unsafe sqlite3_get_auxdata(context, 1) {
            return unsafe Unmanaged<Pattern>.fromOpaque(kept).takeUnretainedValue()
        }
        let pattern = try Pattern(unsafe TextFunctions.string(written.bytes))
        let kept = unsafe Unmanaged.passRetained(pattern).toOpaque()
        unsafe sqlite3_set_auxdata(context, 1, kept) { kept in
            if let kept = unsafe kept { unsafe Unmanaged<Pattern>.fromOpaque(kept).release() }
        }
        return pattern
    }
}
