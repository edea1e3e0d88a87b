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
    /// Whether it speaks HTTPS.
    let isEncrypted: Bool
    /// Whether it plays the faults that are in the folder.
    private(set) var playsFaults: Bool
    private var child: ChildProcess?
    /// The port on loopback.
    private(set) var port = 0

    /// How long it may take to listen, in seconds.
    private static let patience = 20.0

    init(
        _ program: String, folder: RunFolder, isEncrypted: Bool = false, playsFaults: Bool = false
    ) {
        self.program = program
        self.folder = folder
        self.isEncrypted = isEncrypted
        self.playsFaults = playsFaults
    }

    /// The base URL of the profile that the runs use.
    var url: String { "http\(isEncrypted ? "s" : "")://127.0.0.1:\(port)/openai-compatible" }

    /// Starts it; the second time, at the same port and with the same tasks.
    func start() throws {
        for attempt in 1...20 {
            let words =
                (isEncrypted ? ["--tls", "--tls-ca", folder.authority] : [])
                + (playsFaults ? ["--faults", folder.faults] : [])
            if let port = try startOnce(at: port, words) {
                self.port = port
                return
            }
            // Its port may not be free yet.
            Clock.sleep(milliseconds: Double(attempt) * 20)
        }
        throw TortureError("the simulator does not listen at port \(port)")
    }

    /// Starts it again without any fault, if it plays some.
    func makeHonest() throws {
        guard playsFaults else { return }
        playsFaults = false
        kill()
        try start()
    }

    /// Starts it again without faults and encryption at some other port, to look at its results.
    func open() throws -> ServiceContent {
        guard isEncrypted || playsFaults || child == nil else { return ServiceContent(port: port) }
        kill()
        guard let port = try startOnce(at: 0, []) else {
            throw TortureError("the simulator does not start")
        }
        return ServiceContent(port: port)
    }

    /// Kills it.
    func kill() {
        child?.send(signal: SIGKILL)
        // It was started here, so waiting for it cannot fail.
        _ = try? child?.wait()
        child = nil
    }

    private func startOnce(at port: Int, _ words: [String]) throws -> Int? {
        let files = FileSystem()
        let pair = try SocketPair()
        let null = try files.open("/dev/null", .read)
        let log = try files.open("\(folder.logs)/service", .readWrite)
        let child = try ChildProcess.start(
            program,
            arguments: [
                "--port", String(port), "--ledger", folder.ledger, "--state", folder.serviceState,
                "--latency", "20ms", "--parent", String(getpid()),
            ] + words,
            environment: Environment.plain, input: null.descriptor,
            output: pair.far.descriptor, error: log.descriptor)
        let output = pair.keepingNear()
        let line = try FileSocket.receiveBytes(upTo: 1024, within: Self.patience, from: output)
        let digits = String(decoding: line ?? [], as: UTF8.self)
            .split(separator: "127.0.0.1:").dropFirst().first?.prefix { $0.isNumber }
        guard let port = digits.flatMap({ Int($0) }) else {
            child.send(signal: SIGKILL)
            _ = try? child.wait()
            return nil
        }
        self.child = child
        return port
    }
}
