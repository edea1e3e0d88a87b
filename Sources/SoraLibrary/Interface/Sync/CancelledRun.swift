import SoraSync
import SoraSystem
import Synchronization

/// Ends a run that was cancelled: at once what can be resumed, after a while what charges too.
final class CancelledRun: Sendable {
    private let control: RunControl
    private let time: any TimeSource
    private let patience: Double
    private let wait = Mutex<Task<Void, any Error>?>(nil)

    /// - Parameters:
    ///   - control: ends the run.
    ///   - time: the clocks.
    ///   - patience: how long requests that charge are waited for, in seconds.
    init(_ control: RunControl, time: any TimeSource, patience: Double) {
        self.control = control
        self.time = time
        self.patience = patience
    }

    /// The run is cancelled.
    func begin() {
        control.interrupt()
        wait.withLock { wait in
            wait = Task { [control, time, patience] in
                try await time.sleep(seconds: patience)
                control.abandon()
            }
        }
    }

    /// The run has ended.
    func isOver() { wait.withLock { $0?.cancel() } }
}
