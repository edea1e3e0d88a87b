package import SoraModel

/// What is scheduled for a library, and how it went.
package struct ScheduleState: Hashable, Sendable {
    /// What starts a sync; `nil` where nothing does.
    package var method: ScheduleMethod?
    /// Seconds from one to the next.
    package var every: Int?
    /// The timer's unit, or the line of the crontab.
    package var entry: String?
    /// When the next one starts, as far as it is known.
    package var nextRun: Timestamp?
    /// When the last one started, as far as it is known.
    package var lastRun: Timestamp?
    /// What the last one ended with, as far as it is known.
    package var lastStatus: Int?
    /// What keeps it from working.
    package var problems: [String] = []

    package init() {}

    /// The state as one JSON object.
    package var json: String {
        func text(_ value: String?) -> String { value.map(JSONText.string) ?? "null" }
        func number(_ value: Int?) -> String { value.map(String.init) ?? "null" }
        return "{\"method\":\(text(method?.rawValue)),\"every\":\(number(every)),"
            + "\"entry\":\(text(entry)),\"next_run\":\(text(nextRun?.iso8601)),"
            + "\"last_run\":\(text(lastRun?.iso8601)),\"last_status\":\(number(lastStatus)),"
            + "\"problems\":\(JSONText.array(problems))}"
    }
}
