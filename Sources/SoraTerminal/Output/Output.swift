/// The only way out of the program: results on one channel, everything said to a person on the other.
package struct Output: Sendable {
    /// Standard output: what was asked for.
    package let data: OutputChannel
    /// Standard error: messages and progress.
    package let messages: OutputChannel

    package init(data: OutputChannel, messages: OutputChannel) {
        self.data = data
        self.messages = messages
    }

    /// Standard output and standard error.
    package static func standard() -> Output {
        Output(
            data: OutputChannel(
                DescriptorSink.standardOutput, isTerminal: TerminalSize.isTerminal(1)),
            messages: OutputChannel(
                DescriptorSink.standardError, isTerminal: TerminalSize.isTerminal(2), capacity: 0))
    }

    /// Writes what was held back.
    ///
    /// - Throws: `OutputError` when it cannot be written.
    package func flush() throws(OutputError) {
        try data.flush()
        try messages.flush()
    }
}
