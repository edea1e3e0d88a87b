import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The simulated service of one run, which can be killed and started again at its port.
final class Service {
    private let program: String
    private let folder: RunFolder
    private let options: [String]
    private var child: ChildProcess?
    /// The port on loopback.
    private(set) var port = 0

    /// How long it may take to listen, in seconds.
    private static let patience = 20.0

    init(_ program: String, folder: RunFolder, options: [String] = []) {
        self.program = program
        self.folder = folder
        self.options = options
    }

    /// The base URL of the profile that the runs use.
    var url: String { "http://127.0.0.1:\(port)/openai-compatible" }

    /// Starts it; the second time, at the same port and with the same tasks.
    func start() throws {
        for attempt in 1...20 {
            if try startOnce() { return }
            // Its port may not be free yet.
            Clock.sleep(milliseconds: Double(attempt) * 20)
        }
        throw TortureError("the simulator does not listen at port \(port)")
    }

    /// Kills it.
    func kill() {
        child?.send(signal: SIGKILL)
        // It was started here, so waiting for it cannot fail.
        _ = try? child?.wait()
        child = nil
    }

    private func startOnce() throws -> Bool {
        let files = FileSystem()
        let pair = try SocketPair()
        let null = try files.open("/dev/null", .read)
        let log = try files.open("\(folder.logs)/service", .readWrite)
        let child = try ChildProcess.start(
            program,
            arguments: [
                "--port", String(port), "--ledger", folder.ledger, "--state", folder.serviceState,
                "--latency", "50ms",
            ] + options,
            environment: Environment.plain, input: null.descriptor,
            output: pair.far.descriptor, error: log.descriptor)
        let output = pair.keepingNear()
        let line = try FileSocket.receiveBytes(upTo: 1024, within: Self.patience, from: output)
        let digits = String(decoding: line ?? [], as: UTF8.self)
            .split(separator: ":").last?.prefix { $0.isNumber }
        guard let port = digits.flatMap({ Int($0) }) else {
            child.send(signal: SIGKILL)
            _ = try? child.wait()
            return false
        }
        self.port = port
        self.child = child
        return true
    }
}
