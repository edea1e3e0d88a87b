import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells when the program is to end: SIGTERM, SIGINT, or the parent gone.
struct LifeWatch {
    private let parent: Int32
    private let queue = DispatchQueue(label: "life")

    /// Takes the signals over from their default handling, which would end the program at once.
    ///
    /// - Parameter parent: the process to end with. One that gives its own number cannot be missed, even
    ///   if it is gone before this one has begun.
    init(parent: Int32) {
        self.parent = parent
        for number in [SIGTERM, SIGINT, SIGPIPE] { signal(number, SIG_IGN) }
    }

    /// Returns when it is time to end.
    func end() async {
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        let signals = [SIGTERM, SIGINT].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { continuation.yield() }
            source.activate()
            return source
        }
        // A parent that dies sends nothing; its child is then given to another process.
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + 1, repeating: 1)
        timer.setEventHandler { [parent] in
            if getppid() != parent { continuation.yield() }
        }
        timer.activate()
        for await _ in ends { break }
        timer.cancel()
        for source in signals { source.cancel() }
    }
}
