package import SoraModel

/// How often a sync is started.
package struct ScheduleInterval: Hashable, Sendable {
    /// From a minute to a week.
    package let seconds: Int

    /// Every five minutes: some results live no longer than that, and a run with nothing to do costs nothing.
    package static let standard = ScheduleInterval(unchecked: 300)

    private init(unchecked seconds: Int) { self.seconds = seconds }

    /// Takes a length of time.
    ///
    /// - Throws: `SoraError` with code `usage` for less than a minute or more than a week.
    package init(seconds: Double) throws(SoraError) {
        guard seconds >= 60, seconds <= 604_800 else {
            throw SoraError(
                .usage, "a schedule runs every minute at the most, and every 7 days at the least",
                hint: "for example --every 5m")
        }
        self.seconds = Int(seconds.rounded())
    }

    /// The five fields of a crontab.
    ///
    /// - Throws: `SoraError` with code `usage` where cron cannot say it: its steps begin anew each hour
    ///   and each day (crontab(5)).
    func cronFields() throws(SoraError) -> String {
        let minutes = seconds / 60
        if seconds % 60 == 0 {
            if minutes == 1 { return "* * * * *" }
            if minutes < 60, 60 % minutes == 0 { return "*/\(minutes) * * * *" }
            let hours = minutes / 60
            if minutes % 60 == 0 {
                if hours == 1 { return "0 * * * *" }
                if hours < 24, 24 % hours == 0 { return "0 */\(hours) * * *" }
                if hours == 24 { return "0 0 * * *" }
                if hours == 168 { return "0 0 * * 0" }
            }
        }
        throw SoraError(
            .usage, "cron cannot start something every \(seconds) seconds",
            hint: "it can every 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes, "
                + "every 1, 2, 3, 4, 6, 8 or 12 hours, every day, and every 7 days")
    }

    /// The same as a calendar event of systemd's, where it has one.
    var calendarEvent: String? {
        guard (try? cronFields()) != nil else { return nil }
        switch seconds / 60 {
        case 1: return "*:*:00"
        case ..<60: return "*:0/\(seconds / 60):00"
        case ..<1440: return "0/\(seconds / 3600):00:00"
        case 1440: return "*-*-* 00:00:00"
        default: return "Sun *-*-* 00:00:00"
        }
    }

    /// Reads what `cronFields` wrote.
    init?(cronFields fields: String) {
        let all =
            [60, 120, 180, 240, 300, 360, 600, 720, 900, 1200, 1800]
            + [1, 2, 3, 4, 6, 8, 12, 24, 168].map { $0 * 3600 }
        guard
            let found = all.first(where: {
                (try? ScheduleInterval(unchecked: $0).cronFields()) == fields
            })
        else { return nil }
        seconds = found
    }
}
