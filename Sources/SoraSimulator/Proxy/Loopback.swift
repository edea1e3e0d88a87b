#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Sockets of this machine alone.
enum Loopback {
    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
    #else
        private static let stream = SOCK_STREAM
    #endif

    /// A socket that listens on 127.0.0.1, and its port.
    ///
    /// - Throws: `SimulatorError.cannotListen` when the port cannot be had.
    static func listen(port: Int) throws(SimulatorError) -> (OpenSocket, port: Int) {
        let descriptor = closedOnExec(socket(AF_INET, stream, 0))
        let listener = OpenSocket(descriptor)
        var isOn: Int32 = 1
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, 4)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(descriptor, pointer, length) == 0
                    && startListening(descriptor) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard isBound else {
            throw .cannotListen(port: port, reason: unsafe String(cString: strerror(errno)))
        }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// The next connection, or nil when none came in time.
    static func accept(_ listener: OpenSocket, milliseconds: Int32) -> OpenSocket? {
        var wanted = pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&wanted, 1, milliseconds) > 0 else { return nil }
        #if canImport(Glibc)
            let descriptor = Glibc.accept(listener.descriptor, nil, nil)
        #else
            let descriptor = Darwin.accept(listener.descriptor, nil, nil)
        #endif
        guard descriptor >= 0 else {
            // Without descriptors to spare, trying again at once would only burn time.
            if errno == EMFILE || errno == ENFILE { usleep(10_000) }
            return nil
        }
        var isOn: Int32 = 1
        _ = unsafe setsockopt(
            closedOnExec(descriptor), Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, 4)
        return OpenSocket(descriptor)
    }

    /// Two sockets that are connected with each other.
    static func pair() -> (OpenSocket, OpenSocket)? {
        var pair: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, stream, 0, &pair) == 0 else { return nil }
        return (OpenSocket(closedOnExec(pair[0])), OpenSocket(closedOnExec(pair[1])))
    }

    /// Not named like the function of the system, which it would hide.
    private static func startListening(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.listen(descriptor, 1024)
        #else
            Darwin.listen(descriptor, 1024)
        #endif
    }

    private static func closedOnExec(_ descriptor: Int32) -> Int32 {
        if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return descriptor
    }
}
