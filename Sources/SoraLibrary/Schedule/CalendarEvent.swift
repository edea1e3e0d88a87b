/// The calendar events of systemd that cron can say too (systemd.time(7), crontab(5)).
struct CalendarEvent {
    /// The same as the five fields of a crontab.
    let cronFields: String

    private static let words = [
        "minutely": "* * * * *", "hourly": "0 * * * *", "daily": "0 0 * * *",
        "weekly": "0 0 * * 1", "monthly": "0 0 1 * *", "yearly": "0 0 1 1 *",
        "annually": "0 0 1 1 *",
    ]
    private static let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// Reads an event; `nil` where cron cannot say it.
    init?(_ text: String) {
        if let fields = Self.words[text.lowercased()] {
            cronFields = fields
            return
        }
        var parts = text.split(separator: " ")[...]
        var weekdays = "*"
        if let first = parts.first, first.first?.isLetter == true {
            guard let field = Self.weekdays(first) else { return nil }
            weekdays = field
            parts = parts.dropFirst()
        }
        var (day, month) = ("*", "*")
        if let first = parts.first, first.contains("-") {
            let date = first.split(separator: "-", omittingEmptySubsequences: false)
            // cron has no years; and of a day of the month and one of the week it takes either.
            guard date.count == 3, date[0] == "*",
                let months = Self.field(date[1], 1...12), let dates = Self.field(date[2], 1...31),
                weekdays == "*" || dates == "*" && months == "*"
            else { return nil }
            (month, day) = (months, dates)
            parts = parts.dropFirst()
        }
        let time =
            parts.first.map { $0.split(separator: ":", omittingEmptySubsequences: false) }
            ?? ["00", "00"]
        guard parts.count <= 1,
            time.count == 2 || time.count == 3 && ["0", "00"].contains(time[2]),
            let hour = Self.field(time[0], 0...23), let minute = Self.field(time[1], 0...59)
        else { return nil }
        cronFields = "\(minute) \(hour) \(day) \(month) \(weekdays)"
    }

    /// One part: `*`, `9`, `9,18`, `9..18`, `0/15`.
    private static func field(_ text: Substring, _ range: ClosedRange<Int>) -> String? {
        func number(_ text: Substring) -> Int? {
            guard !text.isEmpty, text.utf8.count <= 2,
                text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            return Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
        func one(_ text: Substring) -> String? {
            let steps = text.split(separator: "/", omittingEmptySubsequences: false)
            if steps.count == 2 {
                guard let step = Int(steps[1]), (1...range.upperBound).contains(step) else {
                    return nil
                }
                if steps[0] == "*" { return "*/\(step)" }
                guard let start = number(steps[0]) else { return nil }
                return start == range.lowerBound
                    ? "*/\(step)" : "\(start)-\(range.upperBound)/\(step)"
            }
            if text == "*" { return "*" }
            if let dots = text.firstRange(of: "..") {
                guard let low = number(text[..<dots.lowerBound]),
                    let high = number(text[dots.upperBound...]),
                    low <= high
                else { return nil }
                return "\(low)-\(high)"
            }
            return number(text).map(String.init)
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(one)
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        return parts.compactMap(\.self).joined(separator: ",")
    }

    /// Days of the week: `Mon`, `Mon..Fri`, `Sat,Sun`.
    private static func weekdays(_ text: Substring) -> String? {
        func number(_ text: Substring) -> Int? {
            let word = text.lowercased()
            guard word.count >= 3 else { return nil }
            let names = [
                "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
            ]
            return days.firstIndex(of: word) ?? names.firstIndex(of: word)
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
            part -> String? in
            guard let dots = part.firstRange(of: "..") else { return number(part).map(String.init) }
            guard let low = number(part[..<dots.lowerBound]),
                let high = number(part[dots.upperBound...])
            else { return nil }
            // A week ends with Sunday here, which is 7 to cron as well.
            let end = high == 0 ? 7 : high
            return low <= end ? "\(low)-\(end)" : nil
        }
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        return parts.compactMap(\.self).joined(separator: ",")
    }
}
