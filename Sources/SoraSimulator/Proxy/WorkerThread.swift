#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Threads that may block; those of Dispatch and of Swift concurrency are few and shared.
enum WorkerThread {
    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Runs a closure on a thread of its own; false when there can be no more threads.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let work = unsafe Unmanaged.passRetained(Work(body))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        unsafe pthread_attr_setstacksize(&attributes, 1 << 20)
        defer { unsafe pthread_attr_destroy(&attributes) }
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let result = unsafe pthread_create(
            &thread, &attributes,
            { context in
                #if canImport(Glibc)
                    guard let context = unsafe context else { return nil }
                #endif
                WorkerThread.blockBrokenPipe()
                unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        if result != 0 { unsafe work.release() }
        return result == 0
    }

    /// Writing to a connection that is gone must fail, not end the program.
    private static func blockBrokenPipe() {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }
}
