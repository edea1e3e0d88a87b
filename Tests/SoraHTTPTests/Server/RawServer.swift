import Foundation
import Glibc
import Synchronization

/// A server of bare sockets on loopback, which plays a script on each connection.
final class RawServer: Sendable {
    /// What came in.
    struct Log: Sendable {
        var connections = 0
        var bytes = 0
        var requests: [RawRequest] = []
    }

    let port: Int
    private let listener: Int32
    private let log = Mutex(Log())

    /// Starts a server; the script gets each connection on a thread of its own, and the connection
    /// is closed when the script returns.
    init(_ script: @escaping @Sendable (RawConnection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isReady else { throw POSIXError(.EADDRNOTAVAIL) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            // Closed here and not by `deinit`, for then this thread could wait on a number that is
            // already another server's.
            defer { close(listener) }
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { return }
                let number = self?.note { log in
                    log.connections += 1
                    return log.connections - 1
                }
                guard let self, let number else {
                    close(socket)
                    return
                }
                let connection = RawConnection(socket, number: number, server: self)
                Thread.detachNewThread {
                    script(connection)
                    connection.close()
                }
            }
        }
    }

    deinit {
        // Wakes the thread that waits in accept.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    var seen: Log { log.withLock { $0 } }

    /// The requests that came on one connection.
    func requests(on connection: Int) -> [RawRequest] {
        seen.requests.filter { $0.connection == connection }
    }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    func note<Value: Sendable>(_ change: @Sendable (inout Log) -> Value) -> Value {
        log.withLock { change(&$0) }
    }

    /// A port on which nobody listens.
    static func freePort() throws -> Int {
        try RawServer { _ in }.port
    }
}

/// A request as a server received it.
struct RawRequest: Sendable {
    var connection: Int
    /// Request line and fields, without the empty line.
    var head: String
    var body: [UInt8]

    var lines: [String] { head.components(separatedBy: "\r\n") }

    func values(of name: String) -> [String] {
        lines.dropFirst().filter { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
}
