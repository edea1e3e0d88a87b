package import SoraModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the time comes from, so that a test can hold, turn or skip it.
package protocol TimeSource: Sendable {
    /// The wall clock.
    func now() -> Timestamp
    /// Seconds on a clock that only goes forward and goes on while the machine sleeps.
    func uptime() -> Double
    /// Waits that many seconds, or until the task is cancelled.
    func sleep(seconds: Double) async throws
}

/// The clocks of this machine.
package struct SystemTime: TimeSource {
    package init() {}

    package func now() -> Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package func uptime() -> Double {
        var time = timespec()
        #if os(Linux)
            // Counts suspend, unlike CLOCK_MONOTONIC: clock_gettime(2).
            unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        #else
            unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        #endif
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    package func sleep(seconds: Double) async throws {
        try await Task.sleep(nanoseconds: UInt64(max(0, seconds) * 1e9))
    }
}
