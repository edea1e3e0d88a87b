/// Where bytes of output end up.
package protocol OutputSink: Sendable {
    /// Writes all bytes.
    ///
    /// - Throws: `OutputError` when not all of them could be written.
    func write(_ bytes: Span<UInt8>) throws(OutputError)
}
