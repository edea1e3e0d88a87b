import SoraModel
import SoraTerminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads what is piped into the program.
enum StandardInput {
    /// Writes a question to standard error and reads one line of answer.
    ///
    /// - Returns: the answer, or `nil` where standard input is no terminal.
    static func ask(_ question: String) -> String? {
        guard isatty(0) == 1 else { return nil }
        try? DescriptorSink.standardError.write(Array(question.utf8).span)
        return readLine()
    }

    /// Reads to the end.
    ///
    /// - Throws: `SoraError` with code `invalid` when there are more than `limit` bytes.
    static func read(_ limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let part = try readPart()
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= limit else {
                throw SoraError(.invalid, "standard input has more than \(limit) bytes")
            }
        }
    }

    /// Reads what is there, or waits for it.
    ///
    /// - Returns: the next bytes; none at the end.
    /// - Throws: `SoraError` of code `io_error`.
    static func readPart() throws -> [UInt8] {
        while true {
            var part = [UInt8](repeating: 0, count: 65_536)
            let got = unsafe Glibc.read(0, &part, part.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else {
                throw SoraError(.inputOutput, "standard input cannot be read")
            }
            return Array(part[..<got])
        }
    }
}
