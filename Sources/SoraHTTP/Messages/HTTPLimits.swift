/// Limits of time and size of one exchange.
package struct HTTPLimits: Hashable, Sendable {
    /// Seconds for name look-up, connection and TLS together.
    package var connectSeconds: Double
    /// Seconds for the whole exchange, or `nil` for no limit but the rate.
    package var totalSeconds: Double?
    /// The bytes a second below which an exchange is ended.
    package var minimumRate: Int
    /// The exchange is ended when the rate stays too low for this many seconds.
    package var rateSeconds: Int
    /// The most bytes of header fields together.
    package var headerBytes: Int
    /// The most bytes of body.
    package var bodyBytes: Int64

    package init(
        connectSeconds: Double, totalSeconds: Double?, minimumRate: Int, rateSeconds: Int,
        headerBytes: Int, bodyBytes: Int64
    ) {
        self.connectSeconds = connectSeconds
        self.totalSeconds = totalSeconds
        self.minimumRate = minimumRate
        self.rateSeconds = rateSeconds
        self.headerBytes = headerBytes
        self.bodyBytes = bodyBytes
    }

    /// For questions to an API: 30 s, 8 MiB.
    package static let api = HTTPLimits(
        connectSeconds: 15, totalSeconds: 30, minimumRate: 0, rateSeconds: 0,
        headerBytes: 65_536, bodyBytes: 8 << 20)

    /// For a request that charges: 120 s, for a service may take long to accept; 1 MiB.
    package static let submit = HTTPLimits(
        connectSeconds: 15, totalSeconds: 120, minimumRate: 0, rateSeconds: 0,
        headerBytes: 65_536, bodyBytes: 1 << 20)

    /// For a result: at least 1 KiB/s over 60 s, 6 hours in all; 4 GiB.
    package static let download = HTTPLimits(
        connectSeconds: 15, totalSeconds: 21_600, minimumRate: 1024, rateSeconds: 60,
        headerBytes: 65_536, bodyBytes: 4 << 30)
}
