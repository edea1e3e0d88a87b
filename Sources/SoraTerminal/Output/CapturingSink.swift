internal import Synchronization

/// Keeps what is written, for tests.
package final class CapturingSink: OutputSink {
    private let captured = Mutex<[UInt8]>([])
    private let failure: OutputError?

    /// Makes a sink.
    ///
    /// - Parameter failure: What every write fails with, if it shall.
    package init(failingWith failure: OutputError? = nil) { self.failure = failure }

    package func write(_ bytes: Span<UInt8>) throws(OutputError) {
        if let failure { throw failure }
        captured.withLock { captured in
            for index in bytes.indices { captured.append(bytes[index]) }
        }
    }

    package var bytes: [UInt8] { captured.withLock { $0 } }
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
