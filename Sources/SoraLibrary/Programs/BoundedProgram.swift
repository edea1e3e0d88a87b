import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs a program that nobody waits for long: away from the terminal, for a limited time, and with limited words.
///
/// It leads a session of its own. When it has ended or its time is over, all that is left of its process group
/// is killed; only what leaves that group by itself lives on.
struct BoundedProgram: Sendable {
    /// How it ended.
    enum Ending: Hashable, Sendable {
        case exited(Int32)
        case killed(bySignal: Int32)
        /// It took longer than it may.
        case tookTooLong
        /// It wrote more than it may.
        case wroteTooMuch
        /// The command that started it was asked to end.
        case stopped
    }

    /// What came of it.
    struct Outcome: Hashable, Sendable {
        var ending: Ending
        /// The beginning of what it wrote, on standard output or error.
        var output: [UInt8]
    }

    /// How long it may run, in seconds.
    var seconds: Double
    /// How many bytes of what it writes are kept.
    var keptBytes = 4096
    /// How many bytes it may write.
    var mostBytes = 1 << 20
    /// How often it is looked after, in seconds.
    private let look = 0.02

    init(seconds: Double) { self.seconds = seconds }

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - path: its file.
    ///   - arguments: what stands behind its name.
    ///   - input: its standard input.
    ///   - environment: all of its environment.
    ///   - folder: its current folder.
    ///   - time: the clocks.
    ///   - isStopping: whether it is to be ended.
    /// - Returns: how it ended and what it wrote.
    /// - Throws: `SystemError` when it cannot be started. (Not typed: the optimiser of Swift 6.3 fails on a typed
    ///   error that an asynchronous caller catches.)
    func run(
        _ path: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String],
        folder: String?, time: any TimeSource, isStopping: @Sendable () -> Bool
    ) async throws -> Outcome {
        let source = try OpenFile(holding: input, name: "standard input")
        let pair = try SocketPair()
        let child = try ChildProcess.start(
            path, arguments: arguments, environment: environment, folder: folder,
            input: source.descriptor, output: pair.far.descriptor, error: pair.far.descriptor,
            ownSession: true)
        let socket = pair.keepingNear()
        let end = time.uptime() + seconds
        var output: [UInt8] = []
        var count = 0
        var isOpen = true
        var forced: Ending?
        while true {
            // First: what it wrote before it ended is then read below.
            let hasEnded = child.hasEnded
            while isOpen, forced == nil,
                let part = try FileSocket.receiveBytes(upTo: 65_536, within: 0, from: socket)
            {
                isOpen = !part.isEmpty
                count += part.count
                output += part.prefix(keptBytes - output.count)
                if count > mostBytes { forced = .wroteTooMuch }
                if !hasEnded, time.uptime() >= end { break }
            }
            if hasEnded || forced != nil { break }
            if isStopping() {
                forced = .stopped
            } else if time.uptime() >= end {
                forced = .tookTooLong
            } else {
                do {
                    try await time.sleep(seconds: look)
                } catch {
                    forced = .stopped
                }
            }
            if forced != nil { break }
        }
        // Before it is waited for: until then the number of its group can be no other's.
        child.killGroup()
        let ending: Ending =
            switch try child.wait() {
            case .exited(let status): .exited(status)
            case .killed(let signal): .killed(bySignal: signal)
            }
        return Outcome(ending: forced ?? ending, output: output)
    }
}
