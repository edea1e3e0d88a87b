#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why output could not be written.
package enum OutputError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reader is gone (`EPIPE`), as `head` is after ten lines; nobody needs to be told.
    case closed
    /// Another failure, with its errno: a full disk, an I/O error.
    case failed(errno: Int32)

    init(errno code: Int32) { self = code == EPIPE ? .closed : .failed(errno: code) }

    package var description: String {
        switch self {
        case .closed: "cannot write the output: its reader is gone"
        case .failed(let code): "cannot write the output: \(Self.reason(code))"
        }
    }

    private static func reason(_ code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "errno \(code)" }
        return unsafe String(cString: text)
    }
}
