#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How far one download or upload has come.
package struct Transfer: Sendable, Equatable {
    package let name: String
    /// Bytes in all; nil when nobody has said.
    package let total: Int64?
    /// Bytes that are here, those of an earlier run too.
    package private(set) var bytes: Int64
    /// Bytes a second of late: an average in which what lies 5 s back counts 37 %.
    package private(set) var rate: Double?

    private let startedAt: Double
    private let startedWith: Int64
    private var measuredAt: Double
    private var measuredBytes: Int64

    private static let memory = 5.0
    /// Seconds; a shorter step would measure the size of a buffer.
    private static let shortestStep = 0.05

    /// Starts counting.
    ///
    /// - Parameters:
    ///   - name: What is shown.
    ///   - total: Bytes in all, if known.
    ///   - bytes: Bytes that an earlier run has brought.
    ///   - now: Seconds on a clock that only goes forward.
    package init(_ name: String, total: Int64?, resumedWith bytes: Int64 = 0, at now: Double) {
        self.name = name
        self.total = total
        self.bytes = bytes
        startedAt = now
        startedWith = bytes
        measuredAt = now
        measuredBytes = bytes
    }

    /// Takes note of the bytes that are here in all.
    package mutating func update(bytes count: Int64, at now: Double) {
        bytes = count
        let elapsed = now - measuredAt
        guard elapsed >= Self.shortestStep else { return }
        let latest = Double(max(0, count - measuredBytes)) / elapsed
        let weight = 1 - exp(-elapsed / Self.memory)
        rate = rate.map { $0 + weight * (latest - $0) } ?? latest
        measuredAt = now
        measuredBytes = count
    }

    /// From 0 to 1, when the total is known.
    var fraction: Double? {
        guard let total, total > 0 else { return nil }
        return min(1, max(0, Double(bytes) / Double(total)))
    }

    /// Seconds until all bytes are here, at the rate of late.
    var secondsLeft: Double? {
        guard let total, let rate, rate > 0, total > bytes else { return nil }
        return Double(total - bytes) / rate
    }

    func seconds(at now: Double) -> Double { max(0, now - startedAt) }

    /// Bytes a second since the start.
    func averageRate(at now: Double) -> Double? {
        let elapsed = seconds(at: now)
        return elapsed > 0 ? Double(max(0, bytes - startedWith)) / elapsed : nil
    }
}
