package import SoraModel

/// Dates in header fields: three formats are read (RFC 9110, section 5.6.7).
package enum HTTPDate {
    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
    /// `Sun Nov  6 08:49:37 1994`; `nil` for anything else.
    ///
    /// - Parameters:
    ///   - text: the value of the field.
    ///   - now: decides the century of a year of two digits: more than 50 years ahead is past.
    /// - Returns: the moment, or `nil`.
    package static func parse(_ text: String, now: Timestamp) -> Timestamp? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        switch words.count {
        case 6 where words[5] == "GMT" && days.contains(words[0]):
            guard let year = number(words[3], digits: 4) else { return nil }
            return moment(year, words[2], words[1], words[4])
        case 4 where words[3] == "GMT" && longDays.contains(words[0]):
            let date = words[1].split(separator: "-", omittingEmptySubsequences: false)
                .map(String.init)
            guard date.count == 3, let short = number(date[2], digits: 2) else { return nil }
            return moment(fullYear(short, now: now), date[1], date[0], words[2])
        case 5 where days.contains(words[0]):
            guard let year = number(words[4], digits: 4) else { return nil }
            let day = words[2].count == 1 ? "0" + words[2] : words[2]
            return moment(year, words[1], day, words[3])
        default:
            return nil
        }
    }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let longDays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func moment(
        _ year: Int, _ month: String, _ day: String, _ clock: String
    ) -> Timestamp? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let month = months.firstIndex(of: month), let day = number(day, digits: 2),
            parts.count == 3, let hour = number(parts[0], digits: 2), hour < 24,
            let minute = number(parts[1], digits: 2), minute < 60,
            // 60 is a leap second.
            let second = number(parts[2], digits: 2), second <= 60,
            (1...length(of: month + 1, in: year)).contains(day)
        else { return nil }
        let date = daysSince1970(year, month + 1, day)
        let seconds = ((date * 24 + hour) * 60 + minute) * 60 + second
        return Timestamp(milliseconds: Int64(seconds) * 1000)
    }

    private static func number(_ text: String, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(text)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Counts from March, so that the leap day is the last of the year.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let years = month > 2 ? year : year - 1
        let months = (month + 9) % 12
        let leapDays = years / 4 - years / 100 + years / 400
        return years * 365 + leapDays + (months * 153 + 2) / 5 + day - 1 - 719_468
    }

    private static func fullYear(_ short: Int, now: Timestamp) -> Int {
        let secondsPerYear = 31_556_952.0
        let thisYear = 1970 + Int((now.seconds / secondsPerYear).rounded(.down))
        let year = thisYear - thisYear % 100 + short
        if year > thisYear + 50 { return year - 100 }
        // The same rule seen from late in a century: 30 in 2085 is 2130.
        return year <= thisYear - 50 ? year + 100 : year
    }
}
