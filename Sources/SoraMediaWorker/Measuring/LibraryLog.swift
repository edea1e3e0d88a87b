import CAVFormat
import Synchronization

/// The last error that libavformat logged, kept short and printable.
///
/// What it logs can hold bytes of the file, so it is shown as a detail at most.
enum LibraryLog {
    private static let line = Mutex<String>("")
    private static let limit = 160

    /// Sends the library's log here instead of to standard error.
    static func install() {
        unsafe sora_log_to { _, line in
            if let line = unsafe line { unsafe LibraryLog.keep(String(cString: line)) }
        }
    }

    /// The last error since the last call, or `nil`.
    static func take() -> String? {
        line.withLock { held in
            defer { held = "" }
            return held.isEmpty ? nil : held
        }
    }

    private static func keep(_ words: String) {
        let printable = words.utf8.filter { (0x20...0x7E).contains($0) }
        let text = String(decoding: printable.prefix(limit), as: UTF8.self)
        if !text.isEmpty { line.withLock { $0 = text } }
    }
}
