package import SoraModel

/// When a sync is started.
package enum ScheduleTiming: Hashable, Sendable {
    /// From time to time.
    case every(ScheduleInterval)
    /// At these minutes of each day, in order.
    case at([Int])
    /// As systemd.time(7) says it.
    case calendar(String)

    /// Every five minutes.
    package static let standard = ScheduleTiming.every(.standard)

    /// Reads times of day such as `09:00,18:00`.
    ///
    /// - Throws: `SoraError` with code `usage`.
    package init(times text: String) throws(SoraError) {
        var minutes: Set<Int> = []
        for time in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = time.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
                let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
                (0..<60).contains(minute), parts[1].utf8.count == 2
            else {
                throw SoraError(
                    .usage, "\(time) is no time of day", hint: "for example --at 09:00,18:00")
            }
            minutes.insert(hour * 60 + minute)
        }
        self = .at(minutes.sorted())
    }

    /// Takes what systemd calls a calendar event.
    ///
    /// - Throws: `SoraError` with code `usage` for what can be none.
    package init(calendar text: String) throws(SoraError) {
        let words = text.split(separator: " ").joined(separator: " ")
        guard !words.isEmpty, words.utf8.count <= 200,
            words.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F })
        else {
            throw SoraError(
                .usage, "\(JSONText.string(text)) is no calendar event",
                hint: "for example --calendar 'Mon..Fri 09..18:00'; see systemd.time(7)")
        }
        self = .calendar(words)
    }

    /// The timing as it is installed and shown: `every 300`, `at 09:00,18:00`, `calendar daily`.
    var text: String {
        switch self {
        case .every(let interval): "every \(interval.seconds)"
        case .at(let minutes): "at \(minutes.map(Self.clock).joined(separator: ","))"
        case .calendar(let words): "calendar \(words)"
        }
    }

    /// Reads what `text` wrote.
    init?(text: some StringProtocol) {
        let parts = String(text).split(separator: " " as Character, maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        do throws(SoraError) {
            switch parts[0] {
            case "every":
                guard let seconds = Double(parts[1]) else { return nil }
                self = .every(try ScheduleInterval(seconds: seconds))
            case "at": try self.init(times: parts[1])
            case "calendar": try self.init(calendar: parts[1])
            default: return nil
            }
        } catch {
            return nil
        }
    }

    /// The lines of a timer's section.
    ///
    /// What comes by the calendar is made up for after the machine was off or asleep.
    var timerLines: [String] {
        let events: [String]
        switch self {
        case .every(let interval):
            guard let event = interval.calendarEvent else {
                return ["OnActiveSec=1min", "OnUnitInactiveSec=\(interval.seconds)s"]
            }
            events = [event]
        case .at(let minutes): events = minutes.map { "*-*-* \(Self.clock($0)):00" }
        case .calendar(let words): events = [words.replacing("%", with: "%%")]
        }
        return events.map { "OnCalendar=\($0)" } + ["Persistent=true"]
    }

    /// The most seconds that a start is put off, so that not all begin at once.
    var delay: Int {
        guard case .every(let interval) = self else { return 60 }
        return min(60, interval.seconds / 10)
    }

    /// The five fields of a crontab.
    ///
    /// - Throws: `SoraError` with code `usage` where cron cannot say it.
    func cronFields() throws(SoraError) -> String {
        switch self {
        case .every(let interval): return try interval.cronFields()
        case .at(let times):
            let minutes = Set(times.map { $0 % 60 })
            guard minutes.count == 1, let minute = minutes.first else {
                throw SoraError(
                    .usage,
                    "one line of cron cannot start something at \(times.map(Self.clock).joined(separator: " and "))",
                    hint: "it can where the minutes are the same: --at 09:00,18:00")
            }
            return "\(minute) \(times.map { String($0 / 60) }.joined(separator: ",")) * * *"
        case .calendar(let words):
            guard let fields = CalendarEvent(words)?.cronFields else {
                throw SoraError(
                    .usage, "cron cannot say --calendar '\(words)'",
                    hint: "it can hourly, daily, weekly, monthly, 'Mon..Fri 09:00', '*:0/15'; "
                        + "for all others a systemd of the user's is needed")
            }
            return fields
        }
    }

    private static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
