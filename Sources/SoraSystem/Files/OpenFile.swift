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

    deinit {
        // The result is of no use: after an error on close the descriptor is gone all the same (close(2)).
        _ = close(descriptor)
    }
}
