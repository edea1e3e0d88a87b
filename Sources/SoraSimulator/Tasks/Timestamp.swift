#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A point in time in milliseconds since 1970, the finest that the simulator keeps.
struct Timestamp: Sendable, Codable, Comparable {
    var milliseconds: Int64

    /// Whole seconds since 1970, as the wire has them.
    var seconds: Int { Int(milliseconds / 1000) }

    static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(
            milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    static func + (time: Timestamp, milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: time.milliseconds + milliseconds)
    }

    init(milliseconds: Int64) { self.milliseconds = milliseconds }

    init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Timestamp {
    /// As in `2026-11-21T02:03:04.567Z`.
    var iso8601: String {
        let fields = CalendarFields(self)
        let date = "\(fields.year)-\(padded(fields.month + 1))-\(padded(fields.day))"
        return date + "T\(fields.clock).\(padded(Int(milliseconds % 1000), to: 3))Z"
    }

    /// As in `Sat, 21 Nov 2026 02:03:04 GMT`: an IMF-fixdate of RFC 9110, 5.6.7.
    var httpDate: String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let fields = CalendarFields(self)
        let date = "\(padded(fields.day)) \(months[fields.month]) \(fields.year)"
        return "\(days[fields.weekday]), \(date) \(fields.clock) GMT"
    }
}

/// A point in time in UTC, as a calendar and a clock show it.
private struct CalendarFields {
    let year: Int
    /// From 0 for January.
    let month: Int
    let day: Int
    /// From 0 for Sunday.
    let weekday: Int
    /// As in `02:03:04`.
    let clock: String

    init(_ timestamp: Timestamp) {
        var seconds = time_t(timestamp.milliseconds / 1000)
        var time = unsafe tm()
        unsafe gmtime_r(&seconds, &time)
        year = unsafe Int(time.tm_year) + 1900
        month = unsafe Int(time.tm_mon)
        day = unsafe Int(time.tm_mday)
        weekday = unsafe Int(time.tm_wday)
        let parts = unsafe [time.tm_hour, time.tm_min, time.tm_sec]
        clock = parts.map { padded(Int($0)) }.joined(separator: ":")
    }
}

private func padded(_ number: Int, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
