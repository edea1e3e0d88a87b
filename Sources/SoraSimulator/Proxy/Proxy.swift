import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Stands between clients and the server: it owns the port, and each connection has a thread here.
///
/// The server sees one end of a socket pair for each connection, so that whatever goes wrong on
/// the way is played here, and the server stays honest.
final class Proxy: Sendable {
    let port: Int
    let server: HTTPServer
    let service: SimulatedService
    let faults: RuleBook
    let tls: TLSServer?
    /// Whether it stands before the server of results.
    let isForResults: Bool
    private let listener: OpenSocket
    private let state = Mutex(State())

    private struct State {
        var isStopping = false
        var isAccepting = true
        var connections = 0
        var requests = 0
        /// The sockets of the connections that live.
        var sockets: [Int: [OpenSocket]] = [:]
    }

    /// Starts to listen on 127.0.0.1.
    ///
    /// - Throws: `SimulatorError.cannotListen` when the port cannot be had.
    init(
        port: Int, server: HTTPServer, service: SimulatedService, faults: RuleBook,
        tls: TLSServer?, isForResults: Bool = false
    ) throws(SimulatorError) {
        (listener, self.port) = try Loopback.listen(port: port)
        self.server = server
        self.service = service
        self.faults = faults
        self.tls = tls
        self.isForResults = isForResults
        if !WorkerThread.start({ self.accept() }) {
            throw .cannotListen(port: port, reason: "no thread can be started")
        }
    }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// The number of a request that has just come.
    func countRequest() -> Int {
        state.withLock { state in
            state.requests += 1
            return state.requests
        }
    }

    /// Has a socket woken up when the proxy stops.
    func register(_ socket: OpenSocket, of connection: Int) {
        let isStopping = state.withLock { state in
            state.sockets[connection, default: []].append(socket)
            return state.isStopping
        }
        if isStopping { socket.wake() }
    }

    /// Ends listening and every connection; the caller waits until it is done.
    func stop() {
        let sockets = state.withLock { state in
            state.isStopping = true
            return state.sockets.values.flatMap { $0 }
        }
        listener.wake()
        for socket in sockets { socket.wake() }
        while state.withLock({ $0.isAccepting || !$0.sockets.isEmpty }) { usleep(2000) }
    }

    /// Sleeps, unless the proxy stops; false when it did.
    func sleep(milliseconds: Int64) -> Bool {
        var left = milliseconds
        while left > 0, !isStopping {
            let step = min(left, 20)
            usleep(UInt32(step * 1000))
            left -= step
        }
        return !isStopping
    }

    private func accept() {
        while !isStopping {
            guard let socket = Loopback.accept(listener, milliseconds: 1000) else { continue }
            let number = state.withLock { state in
                state.connections += 1
                return state.connections
            }
            register(socket, of: number)
            let isServed = WorkerThread.start {
                ProxyConnection(number: number, socket: socket, proxy: self).serve()
                self.end(number)
            }
            if !isServed {
                socket.reset()
                end(number)
            }
        }
        listener.close()
        state.withLock { $0.isAccepting = false }
    }

    private func end(_ connection: Int) {
        let sockets = state.withLock { $0.sockets[connection] ?? [] }
        for socket in sockets { socket.close() }
        state.withLock { $0.sockets[connection] = nil }
    }
}
