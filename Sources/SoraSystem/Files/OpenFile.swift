import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One open file, closed when it goes out of scope.
package struct OpenFile: ~Copyable, Sendable {
    /// The descriptor, which this value owns.
    package let descriptor: Int32
    /// The path that it was opened by, for messages.
    package let path: String

    /// Takes over a descriptor.
    package init(owning descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    /// A file without a name that holds these bytes.
    ///
    /// - Throws: `SystemError` when it cannot be made.
    package init(holding bytes: [UInt8], name: String) throws(SystemError) {
        let descriptor = unsafe bytes.withUnsafeBytes { buffer in
            unsafe sora_nameless_file(buffer.baseAddress, buffer.count)
        }
        guard descriptor >= 0 else { throw .last("make", name) }
        self.init(owning: descriptor, path: name)
    }

    deinit {
        // The result is of no use: after an error on close the descriptor is gone all the same (close(2)).
        _ = close(descriptor)
    }
}
