import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes over a local socket, with an open file beside them (`SCM_RIGHTS`, unix(7)).
package enum FileSocket {
    /// What came in one read.
    package struct Part: ~Copyable {
        /// The bytes; none at the end of the connection.
        package let bytes: [UInt8]
        private var file: OpenFile?

        init(bytes: [UInt8], file: consuming OpenFile?) {
            self.bytes = bytes
            self.file = file
        }

        /// Takes the file that came with the first of them, once.
        package mutating func takeFile() -> OpenFile? {
            file.take()
        }
    }

    /// Sends all the bytes, the file with the first of them.
    ///
    /// - Throws: `SystemError` when the other end is gone (`EPIPE`) or the socket fails.
    package static func send(
        _ bytes: [UInt8], with file: borrowing OpenFile, over socket: borrowing OpenFile
    ) throws(SystemError) {
        try send(bytes, descriptor: file.descriptor, over: socket)
    }

    /// Sends all the bytes.
    ///
    /// - Throws: `SystemError` when the other end is gone (`EPIPE`) or the socket fails.
    package static func send(
        _ bytes: [UInt8], over socket: borrowing OpenFile
    ) throws(SystemError) {
        try send(bytes, descriptor: -1, over: socket)
    }

    /// Waits for bytes, and takes the file that comes with them.
    ///
    /// - Parameters:
    ///   - count: the most bytes to take.
    ///   - socket: where from.
    /// - Returns: the bytes, none at the end of the connection, and the file.
    /// - Throws: `SystemError` when the socket fails.
    package static func receive(
        upTo count: Int, from socket: borrowing OpenFile
    ) throws(SystemError) -> Part {
        var descriptor: Int32 = -1
        var failed = false
        let number = socket.descriptor
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let got = unsafe sora_receive_with_file(
                number, buffer.baseAddress, buffer.count, &descriptor)
            failed = got < 0
            filled = max(0, got)
        }
        if failed { throw SystemError.last("read", socket.path) }
        guard descriptor >= 0 else { return Part(bytes: bytes, file: nil) }
        return Part(bytes: bytes, file: OpenFile(owning: descriptor, path: "the file"))
    }

    /// Waits at most that many seconds for bytes; a file that comes with them is refused.
    ///
    /// - Parameters:
    ///   - count: the most bytes to take.
    ///   - seconds: how long to wait.
    ///   - socket: where from.
    /// - Returns: the bytes, none at the end of the connection; `nil` when none came in time.
    /// - Throws: `SystemError` when the socket fails.
    package static func receiveBytes(
        upTo count: Int, within seconds: Double, from socket: borrowing OpenFile
    ) throws(SystemError) -> [UInt8]? {
        var waiting = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&waiting, 1, Int32(max(0, min(seconds, 3_600)) * 1_000))
        if ready < 0, errno != EINTR { throw SystemError.last("wait for", socket.path) }
        guard ready > 0 else { return nil }
        var failed = false
        let number = socket.descriptor
        // Without room for control data the kernel drops files that were sent along (unix(7)).
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let got = unsafe recv(number, buffer.baseAddress, buffer.count, 0)
            failed = got < 0
            filled = max(0, got)
        }
        if failed {
            if errno == EINTR { return nil }
            throw SystemError.last("read", socket.path)
        }
        return bytes
    }

    private static func send(
        _ bytes: [UInt8], descriptor: Int32, over socket: borrowing OpenFile
    ) throws(SystemError) {
        var number: Int32 = 0
        let target = socket.descriptor
        unsafe bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count, let base = buffer.baseAddress {
                let put = unsafe sora_send_with_file(
                    target, base + done, buffer.count - done, done == 0 ? descriptor : -1)
                guard put > 0 else {
                    number = errno
                    return
                }
                done += put
            }
        }
        if number != 0 { throw SystemError(number, "write", socket.path) }
    }
}
