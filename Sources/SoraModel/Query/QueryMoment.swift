/// A moment as a query says it: a year, a month, a day, a time of day, or a time ago; in UTC.
///
/// It is a span: `2026-01` is all of January.
struct QueryMoment: Hashable {
    /// Where it begins, in milliseconds since 1970.
    var begin: Int64
    /// Where it has ended.
    var end: Int64

    private static let units: [Character: Int64] = [
        "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]

    /// Reads `-7d` and the like, as seen from `now`.
    init?(ago text: some StringProtocol, now: Timestamp) {
        guard text.first == "-", let unit = text.last.flatMap({ Self.units[$0] }),
            let count = Self.number(text.dropFirst().dropLast()), count < 1_000_000
        else { return nil }
        begin = now.milliseconds - count * unit
        end = begin
    }

    /// Reads `2026`, `2026-01`, `2026-01-31`, `2026-01-31T12:30` or `2026-01-31T12:30:05`.
    init?(_ text: some StringProtocol) {
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count <= 2, parts.count <= 3, parts[0].count == 4,
            parts.dropFirst().allSatisfy({ $0.count == 2 }), let year = Self.number(parts[0])
        else { return nil }
        let month = parts.count > 1 ? Self.number(parts[1]) : 1
        let day = parts.count > 2 ? Self.number(parts[2]) : 1
        guard let month, let day, (1...12).contains(month),
            (1...Self.length(of: month, year)).contains(day)
        else { return nil }
        begin = Self.days(year, month, day) * 86_400_000
        switch parts.count {
        case 1: end = Self.days(year + 1, 1, 1) * 86_400_000
        case 2: end = begin + Self.length(of: month, year) * 86_400_000
        default: end = begin + 86_400_000
        }
        if halves.count == 2 {
            guard parts.count == 3, let (offset, length) = Self.time(halves[1]) else { return nil }
            begin += offset
            end = begin + length
        }
    }

    /// The time of day in milliseconds, and how long what it names is.
    private static func time(_ text: some StringProtocol) -> (Int64, Int64)? {
        let bare = text.hasSuffix("Z") ? text.dropLast() : text[...]
        let parts = bare.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = parts.compactMap { number($0) }
        guard numbers.count == parts.count, numbers[0] < 24,
            numbers.dropFirst().allSatisfy({ $0 < 60 })
        else { return nil }
        let seconds = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
        return (seconds * 1000, numbers.count > 2 ? 1000 : 60_000)
    }

    private static func number(_ text: some StringProtocol) -> Int64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
    }

    private static func length(of month: Int64, _ year: Int64) -> Int64 {
        month == 12 ? 31 : days(year, month + 1, 1) - days(year, month, 1)
    }

    /// The days from 1970-01-01 to a day of the Gregorian calendar.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // Years that begin in March have their leap day at their end.
        let shifted = month > 2 ? year : year - 1
        let months = (month + 9) % 12
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
            + (153 * months + 2) / 5 + day - 1 - 719_468
    }
}

extension Timestamp {
    /// Reads a moment that a person wrote: a year, a month, a day, a time of day (where it begins, UTC), or
    /// a time ago such as `-2h`.
    package init?(written text: String, now: Timestamp) {
        guard let moment = QueryMoment(ago: text, now: now) ?? QueryMoment(text) else { return nil }
        self.init(milliseconds: moment.begin)
    }
}
