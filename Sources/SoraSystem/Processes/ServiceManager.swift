import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells the manager that started this service how it is doing: sd_notify(3), without its library.
package struct ServiceManager: Sendable {
    private let socket: String
    /// How often it wants to hear that the service lives, in seconds; `nil` where it does not.
    package let watchdogSeconds: Double?

    /// The manager that the environment names; `nil` where there is none.
    package init?(environment: [String: String]) {
        guard let socket = environment["NOTIFY_SOCKET"],
            let first = socket.utf8.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@")
        else { return nil }
        self.socket = socket
        let isMeant = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        let micros = environment["WATCHDOG_USEC"].flatMap(UInt64.init)
        watchdogSeconds = isMeant ? micros.flatMap { $0 > 0 ? Double($0) / 1e6 : nil } : nil
    }

    /// Tells something, such as `READY=1`; what cannot be told is no failure of the service.
    package func tell(_ lines: String...) {
        let message = Array(lines.joined(separator: "\n").utf8)
        _ = unsafe message.withUnsafeBytes { bytes in
            unsafe sora_send_datagram(socket, bytes.baseAddress, bytes.count)
        }
    }

    /// Tells what it does now, in words.
    package func tell(status: String) {
        // A line more would be another assignment.
        tell("STATUS=" + status.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
}
