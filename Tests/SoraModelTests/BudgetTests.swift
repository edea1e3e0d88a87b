import SoraModel
import Testing

@Suite struct `A budget` {
    /// A moment written as `2026-11-21T02:03:04Z`.
    private func moment(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

    @Test(
        arguments: [
            // 2026-11-21T02:03:04Z, and the first and the last second of days and months.
            (
                1_795_226_584, "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z",
                "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"
            ),
            (
                1_795_219_200, "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z",
                "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"
            ),
            (
                1_798_761_599, "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z",
                "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"
            ),
            (
                1_798_761_600, "2027-01-01T00:00:00Z", "2027-01-02T00:00:00Z",
                "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z"
            ),
            // The 29th of February of a leap year, and of 2000 and 2100, of which one has it.
            (
                1_835_395_200, "2028-02-29T00:00:00Z", "2028-03-01T00:00:00Z",
                "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"
            ),
            (
                951_782_400, "2000-02-29T00:00:00Z", "2000-03-01T00:00:00Z", "2000-02-01T00:00:00Z",
                "2000-03-01T00:00:00Z"
            ),
            (
                4_107_456_000, "2100-02-28T00:00:00Z", "2100-03-01T00:00:00Z",
                "2100-02-01T00:00:00Z", "2100-03-01T00:00:00Z"
            ),
            (
                0, "1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z", "1970-01-01T00:00:00Z",
                "1970-02-01T00:00:00Z"
            ),
            (
                -1, "1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z", "1969-12-01T00:00:00Z",
                "1970-01-01T00:00:00Z"
            ),
        ] as [(Int64, String, String, String, String)])
    func `is for days and months of UTC`(
        seconds: Int64, dayStart: String, dayEnd: String, monthStart: String, monthEnd: String
    ) {
        let time = moment(seconds)
        #expect(BudgetPeriod.day.start(at: time).iso8601 == dayStart)
        #expect(BudgetPeriod.day.end(at: time).iso8601 == dayEnd)
        #expect(BudgetPeriod.month.start(at: time).iso8601 == monthStart)
        #expect(BudgetPeriod.month.end(at: time).iso8601 == monthEnd)
    }

    @Test func `has no gap between its periods`() {
        for period in BudgetPeriod.allCases {
            var time = moment(0)
            for _ in 0..<1000 {
                let end = period.end(at: time)
                #expect(end > time && period.start(at: end) == end)
                #expect(period.start(at: Timestamp(milliseconds: end.milliseconds - 1)) == time)
                time = end
            }
        }
    }

    @Test func `is an amount with its currency, or in one that is known`() {
        #expect(Money("5.00USD", currency: nil) == Money(micros: 5_000_000, currency: "USD"))
        #expect(Money("0.125EUR", currency: "USD") == Money(micros: 125_000, currency: "EUR"))
        #expect(Money("5", currency: "USD") == Money(micros: 5_000_000, currency: "USD"))
        for text in [
            "5.00", "-5.00USD", "5.00usd", "5.00 USD", "USD", "5,00USD", "", "5.0000001USD",
            "1e3USD", "5.00DOLLARS",
        ] {
            #expect(Money(text, currency: nil) == nil, "\(text)")
        }
    }
}
