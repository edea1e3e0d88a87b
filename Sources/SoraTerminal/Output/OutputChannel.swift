internal import Synchronization

/// One way out of the program, with a buffer.
///
/// Writes from several tasks do not mix: each call's bytes stay together.
package final class OutputChannel: Sendable {
    private let sink: any OutputSink
    private let capacity: Int
    private let buffer = Mutex<[UInt8]>([])
    /// Whether a person sees it as it is written.
    package let isTerminal: Bool

    /// Makes a channel.
    ///
    /// - Parameters:
    ///   - sink: Where the bytes go.
    ///   - isTerminal: Whether that is a terminal; then nothing is held back.
    ///   - capacity: Bytes to hold back at most, 64 KiB unless told; 0 for none.
    package init(_ sink: any OutputSink, isTerminal: Bool = false, capacity: Int = 1 << 16) {
        self.sink = sink
        self.isTerminal = isTerminal
        self.capacity = isTerminal ? 0 : capacity
    }

    /// Writes a text as it is; text of unknown origin has to pass `Escaping` before.
    ///
    /// - Throws: `OutputError` when it cannot be written.
    package func write(_ text: String) throws(OutputError) {
        try append { $0.append(contentsOf: text.utf8) }
    }

    /// Writes a text and a line feed.
    ///
    /// - Throws: `OutputError` when it cannot be written.
    package func line(_ text: String) throws(OutputError) {
        try append {
            $0.append(contentsOf: text.utf8)
            $0.append(0x0a)
        }
    }

    /// Writes bytes.
    ///
    /// - Throws: `OutputError` when they cannot be written.
    package func write(bytes: some Collection<UInt8>) throws(OutputError) {
        try append { $0.append(contentsOf: bytes) }
    }

    /// Lets a closure append to the buffer itself, which spares a copy for each row of a long list.
    ///
    /// - Throws: `OutputError` when the buffer was full and cannot be written.
    package func append(_ body: (inout [UInt8]) -> Void) throws(OutputError) {
        let sink = sink
        let capacity = capacity
        try buffer.withLock { buffer throws(OutputError) in
            body(&buffer)
            if buffer.count > capacity { try Self.empty(&buffer, into: sink) }
        }
    }

    /// Writes what was held back; to be called before the program ends.
    ///
    /// - Throws: `OutputError` when it cannot be written.
    package func flush() throws(OutputError) {
        let sink = sink
        try buffer.withLock { buffer throws(OutputError) in
            if !buffer.isEmpty { try Self.empty(&buffer, into: sink) }
        }
    }

    /// Hands the buffer on.
    ///
    /// It is emptied in any case: what failed once is not tried again.
    private static func empty(
        _ buffer: inout [UInt8], into sink: any OutputSink
    ) throws(OutputError) {
        defer { buffer.removeAll(keepingCapacity: true) }
        try sink.write(buffer.span)
    }
}
