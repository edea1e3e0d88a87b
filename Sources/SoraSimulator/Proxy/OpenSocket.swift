import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A descriptor that one thread uses and another may wake up.
final class OpenSocket: Sendable {
    let descriptor: Int32
    private let isOpen = Mutex(true)

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close() }

    /// Ends both directions, so that the thread that waits for bytes goes on.
    func wake() {
        isOpen.withLock { isOpen in
            if isOpen { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    func close() {
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            isOpen = false
            #if canImport(Glibc)
                _ = Glibc.close(descriptor)
            #else
                _ = Darwin.close(descriptor)
            #endif
        }
    }

    /// Gives the descriptor away; whoever gets it closes it.
    func release() -> Int32 {
        isOpen.withLock { $0 = false }
        return descriptor
    }

    /// Closes with RST: a lingering time of 0 throws away what was not sent (socket(7)).
    ///
    /// What was written before is let through first, for a second at most.
    func reset() {
        #if canImport(Glibc)
            var unsent: Int32 = 0
            for _ in 0..<500 {
                guard unsafe ioctl(descriptor, UInt(TIOCOUTQ), &unsent) == 0, unsent > 0 else {
                    break
                }
                usleep(2000)
            }
        #endif
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger,
            socklen_t(MemoryLayout.size(ofValue: linger)))
        close()
    }
}
