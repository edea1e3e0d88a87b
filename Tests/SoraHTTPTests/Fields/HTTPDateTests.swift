import SoraHTTP
import SoraModel
import Testing

struct HTTPDateTests {
    /// The moment 2026-11-21T00:00:00Z.
    private let now = Timestamp(milliseconds: 1_795_219_200_000)

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
        ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"),
        ("Sat Nov 26 08:49:37 1994", "1994-11-26T08:49:37Z"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
        ("Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59Z"),
        ("Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00Z"),
        ("Sun, 01 Mar 2026 00:00:00 GMT", "2026-03-01T00:00:00Z"),
        ("Fri, 31 Dec 2100 12:00:00 GMT", "2100-12-31T12:00:00Z"),
        ("Monday, 01-Jan-76 00:00:00 GMT", "2076-01-01T00:00:00Z"),
        ("Monday, 01-Jan-77 00:00:00 GMT", "1977-01-01T00:00:00Z"),
    ])
    func `a date is read in each of its three formats`(text: String, expected: String) {
        #expect(HTTPDate.parse(text, now: now)?.iso8601 == expected)
    }

    @Test(arguments: [
        "", "soon", "2026-11-21T02:03:04Z", "Sun, 06 Nov 1994 08:49:37", "1795219200",
        "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Nov 1994 08:49:37 GMT",
        "Thu, 29 Feb 2100 00:00:00 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49:37.5 GMT",
        "Xxx, 06 Nov 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov ١٩٩٤ 08:49:37 GMT",
    ])
    func `anything else is no date`(text: String) {
        #expect(HTTPDate.parse(text, now: now) == nil)
    }

    @Test func `every day from 1900 to 2107 is one day after the last`() throws {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        var last: Timestamp?
        var count = 0
        for year in 1900...2107 {
            for month in months {
                for day in 1...31 {
                    let text = "Sun, \(day < 10 ? "0" : "")\(day) \(month) \(year) 00:00:00 GMT"
                    guard let moment = HTTPDate.parse(text, now: now) else { continue }
                    if let last { try #require(moment - last == 86_400, "\(text)") }
                    last = moment
                    count += 1
                }
            }
        }
        // 208 years with 50 leap days: 1900 and 2100 have none.
        #expect(count == 208 * 365 + 50)
    }
}

struct RetryAfterTests {
    private let now = Timestamp(milliseconds: 1_795_219_200_000)

    @Test(
        arguments: [
            ([("Retry-After", "120")], 120), ([("retry-after", " 0 ")], 0),
            ([("Retry-After", "1.5")], 1.5), ([("Retry-After-Ms", "1500")], 1.5),
            ([("retry-after-ms", "250"), ("Retry-After", "1")], 0.25),
            ([("retry-after-ms", "soon"), ("Retry-After", "1")], 1),
            ([("Retry-After", "Sat, 21 Nov 2026 00:01:00 GMT")], 60),
            ([("Retry-After", "Sat, 21 Nov 2020 00:01:00 GMT")], 0),
            ([("Retry-After", "99999999999999")], 99_999_999_999_999),
        ] as [([(String, String)], Double)])
    func `a service says how long to wait`(fields: [(String, String)], seconds: Double) {
        #expect(RetryAfter.seconds(in: HTTPHeaders(fields), now: now) == seconds)
    }

    @Test(arguments: ["", "-1", "+1", "0x10", "1e3", "inf", "nan", "1,5", "1.2.3", "10 s", ".5"])
    func `anything else says nothing`(text: String) {
        #expect(RetryAfter.seconds(in: HTTPHeaders([("Retry-After", text)]), now: now) == nil)
    }

    @Test func `no field says nothing`() {
        #expect(RetryAfter.seconds(in: HTTPHeaders(), now: now) == nil)
        let huge = HTTPHeaders([("Retry-After", String(repeating: "9", count: 400))])
        #expect(RetryAfter.seconds(in: huge, now: now) == nil)
    }
}

struct ContentRangeTests {
    @Test(arguments: [
        ("bytes 0-499/1234", ContentRange.part(first: 0, last: 499, total: 1234)),
        ("bytes 500-1233/1234", .part(first: 500, last: 1233, total: 1234)),
        ("bytes 0-0/*", .part(first: 0, last: 0, total: nil)),
        ("Bytes 1-2/3", .part(first: 1, last: 2, total: 3)),
        ("bytes */1234", .unsatisfied(total: 1234)), ("bytes */0", .unsatisfied(total: 0)),
    ])
    func `a range is read`(text: String, range: ContentRange) {
        #expect(ContentRange(text) == range)
    }

    @Test(arguments: [
        "", "bytes", "bytes ", "bytes */*", "bytes 0-499", "0-499/1234", "items 0-1/2",
        "bytes 5-4/10", "bytes 0-10/10", "bytes -1-2/3", "bytes 0-/3", "bytes 0-1/",
        "bytes 0-1/2/3", "bytes 0-99999999999999999999/*", "bytes 0 - 1/2", "bytes +0-1/2",
        "bytes 0-1/-2",
    ])
    func `what contradicts itself is no range`(text: String) {
        #expect(ContentRange(text) == nil)
    }
}
