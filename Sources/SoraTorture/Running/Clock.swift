import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Milliseconds on a clock that only goes forward.
enum Clock {
    static var now: Double { SystemTime().uptime() * 1000 }

    static func sleep(milliseconds: Double) {
        guard milliseconds > 0 else { return }
        usleep(UInt32(milliseconds * 1000))
    }
}
