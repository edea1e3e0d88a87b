import SoraModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The five fields of a line of a crontab: minute, hour, day, month, day of the week.
struct CronFields {
    private let allowed: [Set<Int>]
    private let isStar: [Bool]

    private static let ranges = [0...59, 0...23, 1...31, 1...12, 0...7]

    /// Reads them; `nil` where there is more in them than soralib writes.
    init?(_ text: String) {
        let fields = text.split(separator: " ")
        guard fields.count == 5 else { return nil }
        var all: [Set<Int>] = []
        for (field, range) in zip(fields, Self.ranges) {
            guard let numbers = Self.numbers(field, range) else { return nil }
            all.append(numbers)
        }
        allowed = all
        isStar = fields.map { $0.hasPrefix("*") }
    }

    private static func numbers(_ field: Substring, _ range: ClosedRange<Int>) -> Set<Int>? {
        var numbers: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let steps = part.split(separator: "/", omittingEmptySubsequences: false)
            let step = steps.count == 2 ? Int(steps[1]) : 1
            guard steps.count <= 2, let step, step > 0, let span = steps.first else { return nil }
            let bounds = span.split(separator: "-", omittingEmptySubsequences: false)
            let low: Int
            let high: Int
            if span == "*" {
                (low, high) = (range.lowerBound, range.upperBound)
            } else {
                guard bounds.count <= 2, let first = Int(bounds[0]),
                    let last = Int(bounds[bounds.count - 1]),
                    first <= last, range.contains(first), range.contains(last)
                else { return nil }
                (low, high) = (first, last)
            }
            numbers.formUnion(stride(from: low, through: high, by: step))
        }
        return numbers
    }

    /// The first minute after a moment in which cron starts it, by the clock on the wall; `nil` where that is not
    /// within a year.
    func next(after now: Timestamp) -> Timestamp? {
        var moment = (now.milliseconds / 60_000 + 1) * 60
        let end = moment + 366 * 86_400
        while moment < end {
            var time = time_t(moment)
            var parts = unsafe tm()
            unsafe localtime_r(&time, &parts)
            let (minute, hour) = unsafe (Int(parts.tm_min), Int(parts.tm_hour))
            if isOn(
                unsafe Int(parts.tm_mday), unsafe Int(parts.tm_mon) + 1, unsafe Int(parts.tm_wday))
            {
                if allowed[1].contains(hour), allowed[0].contains(minute) {
                    return Timestamp(milliseconds: Int64(moment) * 1000)
                }
                // To the next minute, or where the hour does not fit, to the next hour.
                moment += allowed[1].contains(hour) ? 60 : Int64(60 - minute) * 60
            } else {
                moment += Int64(60 - minute) * 60
            }
        }
        return nil
    }

    /// A day that both fields name is one that either names (crontab(5)).
    private func isOn(_ day: Int, _ month: Int, _ weekday: Int) -> Bool {
        guard allowed[3].contains(month) else { return false }
        let isDay = allowed[2].contains(day)
        let isWeekday = allowed[4].contains(weekday) || weekday == 0 && allowed[4].contains(7)
        return isStar[2] || isStar[4] ? isDay && isWeekday : isDay || isWeekday
    }
}
