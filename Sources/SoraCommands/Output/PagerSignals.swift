import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What signals do while a pager has the terminal.
///
/// Ctrl-C is the pager's: were soralib to end by it, the shell and the pager would read the same keys. At
/// SIGTERM and SIGHUP the pager is asked to end first, so that it puts the terminal in order.
enum PagerSignals {
    /// The pager; a handler may touch nothing else.
    private static let pager = Atomic<Int32>(0)

    static func begin(_ process: Int32) {
        pager.store(process, ordering: .sequentiallyConsistent)
        for number in [SIGINT, SIGQUIT] {
            signal(number) { number in
                // Who has left the pager while nothing more comes to be written means soralib.
                var info = unsafe siginfo_t()
                let pager = PagerSignals.pager.load(ordering: .sequentiallyConsistent)
                let result = unsafe waitid(
                    P_PID, id_t(pager), &info, WEXITED | WNOHANG | WNOWAIT)
                if unsafe result < 0 || info.si_signo == SIGCHLD { _exit(128 + number) }
            }
        }
        for number in [SIGTERM, SIGHUP] {
            signal(number) { number in
                let pager = PagerSignals.pager.load(ordering: .sequentiallyConsistent)
                if pager > 0 {
                    kill(pager, SIGTERM)
                    var status: Int32 = 0
                    unsafe waitpid(pager, &status, 0)
                }
                _exit(128 + number)
            }
        }
    }

    static func end() {
        pager.store(0, ordering: .sequentiallyConsistent)
        for number in [SIGINT, SIGQUIT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    }
}
