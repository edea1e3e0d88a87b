import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program that was started and has to be waited for.
package struct ChildProcess: Sendable {
    /// The process number.
    package let identifier: Int32

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: the program's file; no search in `PATH`.
    ///   - arguments: what stands behind the program's name.
    ///   - environment: all of the child's environment, as `NAME=value`.
    ///   - folder: its current folder; this process's own when `nil`.
    ///   - input: the descriptor that becomes its standard input.
    ///   - output: the descriptor that becomes its standard output.
    ///   - error: the descriptor that becomes its standard error.
    ///   - socket: a descriptor that it finds as number 3, or -1.
    ///   - ownSession: whether it leads a session and a process group of its own, away from the terminal.
    /// - Returns: the running child.
    /// - Throws: `SystemError` when the program cannot be started.
    package static func start(
        _ path: String, arguments: [String] = [], environment: [String] = [],
        folder: String? = nil, input: Int32, output: Int32, error: Int32, socket: Int32 = -1,
        ownSession: Bool = false
    ) throws(SystemError) -> ChildProcess {
        var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        var settings = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            unsafe (words + settings).forEach { unsafe free($0) }
        }
        var child: pid_t = 0
        let result = unsafe sora_spawn(
            path, &words, &settings, folder, input, output, error, socket, ownSession ? 1 : 0,
            &child)
        guard result == 0 else { throw SystemError.last("start", path) }
        return ChildProcess(identifier: child)
    }

    /// How a process ended.
    package enum Ending: Hashable, Sendable {
        case exited(Int32)
        case killed(bySignal: Int32)
    }

    /// Waits until the process ends.
    package func wait() throws(SystemError) -> Ending {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0 {
            guard errno == EINTR else { throw SystemError.last("wait for", "process") }
        }
        return Self.ending(status)
    }

    /// How it ended, or `nil` while it runs.
    package func endingIfAny() throws(SystemError) -> Ending? {
        var status: Int32 = 0
        let result = unsafe waitpid(identifier, &status, WNOHANG)
        guard result >= 0 else { throw SystemError.last("wait for", "process") }
        return result == 0 ? nil : Self.ending(status)
    }

    /// Whether it has ended; it is still to be waited for, so that its number stays its own.
    package var hasEnded: Bool {
        var info = unsafe siginfo_t()
        let result = unsafe waitid(P_PID, id_t(identifier), &info, WEXITED | WNOHANG | WNOWAIT)
        // Who is not one's child, or no more, runs no more either.
        return unsafe result < 0 ? errno != EINTR : info.si_signo == SIGCHLD
    }

    /// Sends a signal, for example `SIGTERM`.
    package func send(signal: Int32) {
        // The only failure left is that it has ended, which is what waiting for it tells.
        _ = kill(identifier, signal)
    }

    /// Kills it and all processes of the group that it leads, also when it has ended itself and was not
    /// waited for.
    package func killGroup() {
        _ = kill(-identifier, SIGKILL)
    }

    /// Lets the process use that many more seconds of processor time, and up to one beyond; then `SIGXCPU` ends it.
    ///
    /// Called again, it counts from then on. On Linux alone: elsewhere no process can limit another, and this
    /// does nothing.
    package func limitProcessor(seconds: Int) throws(SystemError) {
        guard sora_limit_processor_of(identifier, UInt64(max(0, seconds))) == 0 else {
            throw .last("limit the processor time of", "process \(identifier)")
        }
    }

    private static func ending(_ status: Int32) -> Ending {
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(bySignal: signal)
    }
}
