#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes to an open file, such as standard output.
package struct DescriptorSink: OutputSink {
    private let descriptor: Int32

    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    package static let standardOutput = DescriptorSink(STDOUT_FILENO)
    package static let standardError = DescriptorSink(STDERR_FILENO)

    /// Makes a write to a closed pipe fail with `OutputError.closed` instead of ending the process.
    package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

    package func write(_ bytes: Span<UInt8>) throws(OutputError) {
        let failure = unsafe bytes.withUnsafeBytes { unsafe writeAll($0) }
        if let failure { throw OutputError(errno: failure) }
    }

    /// Writes until nothing is left; write(2) may take less than it was given, or be interrupted.
    private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Int32? {
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            let part = unsafe UnsafeRawBufferPointer(rebasing: rest)
            let count = unsafe systemWrite(descriptor, part.baseAddress, part.count)
            if count >= 0 {
                unsafe rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                waitUntilWritable()
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }

    /// A terminal that another program left in non-blocking mode refuses bytes when it is full.
    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, 1000)
    }
}

/// write(2), by a name that the method `write` does not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
