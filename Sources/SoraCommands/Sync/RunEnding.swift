import SoraModel
import SoraSync
import SoraSystem
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends a run at signals, within ten seconds of the first.
///
/// The first asks: nothing new starts, downloads stop where they are, and the answer of a request
/// that charges is waited for. Where that does not come, or a second signal does, the request is
/// given up and its task marked `uncertain`. Should anything else still hold the run up, such as a
/// file that takes long to measure, the process ends as it is: a run may be killed at any point.
final class RunEnding: Sendable {
    private let control: RunControl
    private let time: any TimeSource
    private let clear: @Sendable () -> Void
    private let waits = Mutex<[Task<Void, any Error>]>([])

    /// How long the answer of a request that charges is waited for, in seconds.
    private static let patience = 7.0
    /// When the process ends as it is, in seconds.
    private static let last = 9.5

    /// - Parameters:
    ///   - control: ends the run.
    ///   - time: the clocks.
    ///   - clear: takes the progress off the terminal, before the process ends as it is.
    init(_ control: RunControl, time: any TimeSource, clear: @escaping @Sendable () -> Void) {
        self.control = control
        self.time = time
        self.clear = clear
    }

    /// Does what so many signals ask for.
    func signalled(_ count: Int) {
        if count >= 2 { control.abandon() }
        let isFirst = waits.withLock { waits in
            guard waits.isEmpty else { return false }
            waits = [
                Task { [control, time] in
                    try await time.sleep(seconds: Self.patience)
                    control.abandon()
                },
                Task { [clear, time] in
                    try await time.sleep(seconds: Self.last)
                    clear()
                    Self.endProcess()
                },
            ]
            return true
        }
        if isFirst { control.interrupt() }
    }

    /// The run has ended by itself: nothing is to be done any more.
    func isOver() {
        waits.withLock { waits in
            for wait in waits { wait.cancel() }
        }
    }

    private static func endProcess() -> Never {
        let text = Array(
            "soralib: interrupted in the middle of its work; the next sync goes on from there\n"
                .utf8)
        _ = unsafe text.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
        _exit(ExitStatus.interrupted.rawValue)
    }
}
