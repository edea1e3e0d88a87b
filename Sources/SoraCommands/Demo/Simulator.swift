import SoraLibrary
import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The simulated service of the demonstration: a port that is known before the service is up.
struct Simulator {
    private let program: String
    /// The file with a line for each charge: not in the library, for it is the service's.
    let ledger: String
    private let context: LibraryContext
    /// The port on loopback.
    let port: Int

    /// The address.
    var url: String { "http://127.0.0.1:\(port)" }

    /// Picks a free port, at which nothing listens yet.
    static func reserve(_ program: String, context: LibraryContext) throws -> Simulator {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw SystemError(errno, "open", "a socket") }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(socket, pointer, length) == 0
                    ? getsockname(socket, pointer, &length) : -1
            }
        }
        guard result == 0 else { throw SystemError(errno, "find", "a free port") }
        return Simulator(
            program: program,
            ledger: "\(context.environment["TMPDIR"] ?? "/tmp")/soralib-demo-"
                + "\(context.system.newUID()).jsonl",
            context: context, port: Int(UInt16(bigEndian: address.sin_port)))
    }
}

extension Simulator {
    /// A simulator that serves.
    struct Running {
        fileprivate let child: ChildProcess

        /// Ends it, and waits until it has ended.
        func stop() {
            child.send(signal: SIGTERM)
            // It was started here, so waiting for it cannot fail.
            _ = try? child.wait()
        }
    }

    /// How often the service has charged.
    func charges() throws -> Int {
        try context.system.files.contents(of: ledger, limit: 1 << 20)
            .count { $0 == UInt8(ascii: "\n") }
    }

    /// How long it may take to listen, in seconds.
    private static let patience = 20.0

    /// Starts it, and waits until it listens.
    ///
    /// - Throws: `SoraError` when it does not.
    func start() throws -> Running {
        let pair = try SocketPair()
        let null = try context.system.files.open("/dev/null", .read)
        let child = try ChildProcess.start(
            program,
            arguments: [
                "--port", String(port), "--ledger", ledger, "--latency", "2s", "--parent",
                String(getpid()),
            ],
            environment: [], input: null.descriptor, output: pair.far.descriptor, error: 2)
        let output = pair.keepingNear()
        let line = try FileSocket.receiveBytes(upTo: 1024, within: Self.patience, from: output)
        guard let line, !line.isEmpty else {
            child.send(signal: SIGKILL)
            _ = try? child.wait()
            throw SoraError(.failed, "the simulator did not start at port \(port)")
        }
        return Running(child: child)
    }
}
