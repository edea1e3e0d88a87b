/// How much may be spent at a service in a period.
package struct Budget: Hashable, Sendable {
    /// The period.
    package var period: BudgetPeriod
    /// The most that may be spent in it.
    package var limit: Money

    package init(_ period: BudgetPeriod, _ limit: Money) {
        self.period = period
        self.limit = limit
    }
}

/// The stretch of time that a budget is for.
///
/// By UTC, as services bill: the same on every machine that a library is taken to, and without an hour that
/// comes twice.
package enum BudgetPeriod: String, Sendable, CaseIterable {
    case day, month

    /// The first moment of the period in which a moment is.
    package func start(at time: Timestamp) -> Timestamp {
        let day = Self.day(of: time)
        return Self.midnight(before: self == .day ? day : day - (Self.dayOfMonth(day) - 1))
    }

    /// The first moment of the next one.
    package func end(at time: Timestamp) -> Timestamp {
        let first = Self.day(of: start(at: time))
        if self == .day { return Self.midnight(before: first + 1) }
        // Every month has at least 28 days, and the next one has begun after 31.
        let later = first + 31
        return Self.midnight(before: later - (Self.dayOfMonth(later) - 1))
    }

    private static let millisecondsOfDay: Int64 = 86_400_000

    /// Whole days since 1970-01-01.
    private static func day(of time: Timestamp) -> Int64 {
        let (days, rest) = time.milliseconds.quotientAndRemainder(dividingBy: millisecondsOfDay)
        return rest < 0 ? days - 1 : days
    }

    private static func midnight(before day: Int64) -> Timestamp {
        Timestamp(milliseconds: day * millisecondsOfDay)
    }

    /// The day of its month, from 1, in the Gregorian calendar; of days since 1970-01-01.
    ///
    /// Eras of 400 years that begin in March, so that the day of February that some years lack is the last.
    private static func dayOfMonth(_ day: Int64) -> Int64 {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        return dayOfYear - (153 * month + 2) / 5 + 1
    }
}
