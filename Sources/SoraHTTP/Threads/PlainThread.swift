#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Threads for calls that block, so that they hold up no Swift task.
enum PlainThread {
    private final class Start: Sendable {
        let run: @Sendable () -> Void

        init(run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Runs a function on a new thread that nobody waits for; `false` when there can be none.
    ///
    /// All signals are blocked on it: SIGINT and its like belong to the main thread, and SIGPIPE,
    /// which OpenSSL raises by writing to a dead connection, would end the process.
    static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
        let start = unsafe Unmanaged.passRetained(Start(run: run))
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        // A thread starts with the mask of the one that makes it.
        var all = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
        let code = unsafe pthread_create(&thread, nil, threadMain, start.toOpaque())
        unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
        guard code == 0 else {
            unsafe start.release()
            return false
        }
        #if canImport(Glibc)
            pthread_detach(thread)
        #else
            if let thread { pthread_detach(thread) }
        #endif
        return true
    }

    #if canImport(Glibc)
        private static let threadMain:
            @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
                if let box = unsafe $0 { unsafe begin(box) }
                return nil
            }
    #else
        private static let threadMain:
            @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
                unsafe begin($0)
                return nil
            }
    #endif

    private static func begin(_ box: UnsafeMutableRawPointer) {
        let start = unsafe Unmanaged<Start>.fromOpaque(box).takeRetainedValue()
        start.run()
    }
}
