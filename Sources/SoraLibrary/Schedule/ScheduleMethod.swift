/// What starts a sync from time to time.
package enum ScheduleMethod: String, Sendable, CaseIterable {
    /// A timer of the user's systemd.
    case systemd
    /// A line in the user's crontab.
    case cron
}
