#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A moment, in whole milliseconds since 1970-01-01 UTC.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var milliseconds: Int64

    /// Makes a moment from milliseconds since 1970.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Makes a moment from seconds since 1970, which may have a fraction.
    public init(seconds: Double) {
        milliseconds = Int64((seconds * 1000).rounded())
    }

    /// Reads a number of milliseconds.
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes the number of milliseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    /// Seconds since 1970.
    public var seconds: Double { Double(milliseconds) / 1000 }

    /// Tells whether one moment is before another.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment that many seconds later.
    public static func + (moment: Timestamp, seconds: Double) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds + Int64((seconds * 1000).rounded()))
    }

    /// The seconds from the right moment to the left one.
    public static func - (left: Timestamp, right: Timestamp) -> Double {
        Double(left.milliseconds - right.milliseconds) / 1000
    }

    /// The moment as `2026-11-21T02:03:04Z`, in UTC, with its fraction cut off.
    public var iso8601: String {
        let whole = Int64((Double(milliseconds) / 1000).rounded(.down))
        return Date(timeIntervalSince1970: Double(whole)).formatted(.iso8601)
    }
}
