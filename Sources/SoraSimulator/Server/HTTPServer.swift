import CMicroHTTPD
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An HTTP/1.1 server on 127.0.0.1, and nowhere else.
///
/// A small pool of threads serves all connections by epoll. While a request is answered its
/// connection is suspended, so a slow answer holds up no other.
final class HTTPServer: Sendable {
    /// The longest body that is read, in bytes; a longer one arrives as `HTTPRequestBody.tooLarge`.
    static let bodyLimit = 64 << 20

    typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse

    let port: Int
    let handler: Handler
    private let bridge: Bridge
    private let daemon: Mutex<UInt>
    private let traffic = Mutex(Traffic())

    private struct Traffic {
        var isStopping = false
        var suspended = 0
    }

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - port: the port, or 0 for any free one.
    ///   - handler: answers every request; called on the threads of Swift concurrency.
    /// - Throws: `SimulatorError.cannotListen` when the port cannot be had.
    convenience init(port: Int, handler: @escaping Handler) throws(SimulatorError) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let bridge = Bridge()
        let daemon = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Self.start(at: $0, bridge)
            }
        }
        guard let daemon = unsafe daemon else {
            let reason = unsafe String(cString: strerror(errno))
            throw .cannotListen(port: port, reason: reason)
        }
        unsafe self.init(daemon, port: Int(sora_mhd_port(daemon)), bridge, handler)
    }

    /// Starts without a port; its connections come from `connect`.
    ///
    /// - Throws: `SimulatorError.cannotListen` when it cannot start.
    convenience init(handler: @escaping Handler) throws(SimulatorError) {
        let bridge = Bridge()
        guard let daemon = unsafe Self.start(at: nil, bridge) else {
            throw .cannotListen(port: 0, reason: unsafe String(cString: strerror(errno)))
        }
        unsafe self.init(daemon, port: 0, bridge, handler)
    }

    private init(
        _ daemon: OpaquePointer, port: Int, _ bridge: Bridge, _ handler: @escaping Handler
    ) {
        self.handler = handler
        self.bridge = bridge
        self.port = port
        self.daemon = Mutex(UInt(bitPattern: daemon))
        bridge.open(for: self)
    }

    private static func start(
        at address: UnsafePointer<sockaddr>?, _ bridge: Bridge
    ) -> OpaquePointer? {
        unsafe sora_mhd_start(
            address, 2, 4096, receiveRequest, requestCompleted,
            Unmanaged.passUnretained(bridge).toOpaque())
    }

    /// Opens a connection from within this process: one end of a socket pair is the server's.
    ///
    /// - Returns: the other end, or nil when there are no descriptors left or it is stopping.
    func connect() -> OpenSocket? {
        guard let (near, far) = Loopback.pair() else { return nil }
        return daemon.withLock { address in
            guard address != 0, let daemon = unsafe OpaquePointer(bitPattern: address) else {
                return nil
            }
            var name = sockaddr()
            name.sa_family = sa_family_t(AF_UNIX)
            // The server closes its end, also when it does not want it.
            let isTaken = unsafe MHD_add_connection(
                daemon, far.release(), &name, socklen_t(MemoryLayout<sockaddr>.size))
            return isTaken == .YES ? near : nil
        }
    }

    /// Ends listening and closes every connection; the caller waits until it is done.
    ///
    /// Must be called before the last reference goes, and not by a handler.
    /// libmicrohttpd wants every suspended connection resumed before.
    func stop() {
        let address = daemon.withLock { address in
            defer { address = 0 }
            return address
        }
        guard address != 0, let daemon = unsafe OpaquePointer(bitPattern: address) else { return }
        traffic.withLock { $0.isStopping = true }
        let socket = unsafe MHD_quiesce_daemon(daemon)
        while traffic.withLock({ $0.suspended > 0 }) { usleep(2000) }
        unsafe MHD_stop_daemon(daemon)
        if socket >= 0 { close(socket) }
    }

    /// Whether `stop` was called; streams then end early.
    var isStopping: Bool { traffic.withLock { $0.isStopping } }

    /// Takes a connection out of the event loop until `resume`; only from within a callback.
    func suspend(_ connection: Connection) {
        traffic.withLock { $0.suspended += 1 }
        connection.suspend()
    }

    /// Puts a suspended connection back into the event loop.
    func resume(_ connection: Connection) {
        connection.resume()
        traffic.withLock { $0.suspended -= 1 }
    }
}

/// What the C callbacks are given: a reference to the server that does not keep it alive.
///
/// The first connection can come before the server is made, so callbacks wait for `open`.
private final class Bridge: Sendable {
    private struct Reference: Sendable { weak let server: HTTPServer? }
    private let reference = Mutex<Reference?>(nil)

    func open(for server: HTTPServer) {
        reference.withLock { $0 = Reference(server: server) }
    }

    var server: HTTPServer? {
        for _ in 0..<1000 {
            if let reference = reference.withLock({ $0 }) { return reference.server }
            usleep(1000)
        }
        return nil
    }
}

/// The callback for each part of each request; see `MHD_AccessHandlerCallback`.
private let receiveRequest: MHD_AccessHandlerCallback = {
    context, connection, url, method, _, data, size, state in
    guard let context = unsafe context, let connection = unsafe connection,
        let url = unsafe url, let method = unsafe method, let size = unsafe size,
        let state = unsafe state,
        let server = unsafe Unmanaged<Bridge>.fromOpaque(context).takeUnretainedValue().server
    else { return .NO }
    let handle = unsafe Connection(connection)

    guard let known = unsafe state.pointee else {
        let exchange = unsafe Exchange(
            connection: handle, method: String(cString: method), path: String(cString: url))
        unsafe state.pointee = Unmanaged.passRetained(exchange).toOpaque()
        return .YES
    }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(known).takeUnretainedValue()
    if unsafe size.pointee > 0 {
        unsafe exchange.receive(Array(UnsafeRawBufferPointer(start: data, count: size.pointee)))
        unsafe size.pointee = 0
        return .YES
    }
    if let response = exchange.takeResponse() {
        return handle.queue(response, on: server)
    }
    server.suspend(handle)
    let request = exchange.takeRequest()
    Task(executorPreference: ServerExecutor.shared) {
        exchange.finish(with: await server.handler(request))
        server.resume(handle)
    }
    return .YES
}

/// The callback at the end of each request; frees what belongs to it.
private let requestCompleted: MHD_RequestCompletedCallback = { _, _, state, _ in
    guard let state = unsafe state, let known = unsafe state.pointee else { return }
    unsafe Unmanaged<Exchange>.fromOpaque(known).release()
    unsafe state.pointee = nil
}
