package import SoraModel

/// What is scheduled for a library, and how it went.
package struct ScheduleState: Hashable, Sendable {
    /// What starts a sync; `nil` where nothing does.
    package var method: ScheduleMethod?
    /// When: `every 300`, `at 09:00,18:00`, `calendar daily`.
    package var timing: String?
    /// Whether it goes on while its user is not logged in, as far as it is known.
    package var lingers: Bool?
    /// When a run found nothing to do last.
    package var lastIdleRun: Timestamp?
    /// The last runs that a schedule started, the newest first.
    package var runs: [RunEntry] = []
    /// The program that is started, and the library.
    var paths: (program: String, library: String)? {
        get { program.flatMap { program in library.map { (program, $0) } } }
        set { (program, library) = (newValue?.program, newValue?.library) }
    }
    private var program: String?
    private var library: String?
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
    /// What is worth knowing and keeps nothing from working.
    package var notes: [String] = []
    /// What keeps it from working.
    package var problems: [String] = []

    package init() {}

    /// The moment by which the next run has come, or `nil` where that is not known.
    func latestNextRun(after now: Timestamp) -> Timestamp? {
        if let nextRun, nextRun > now { return nextRun }
        return every.map { now + Double($0 + 60) }
    }

    /// The state as one JSON object.
    package var json: String {
        func text(_ value: String?) -> String { value.map(JSONText.string) ?? "null" }
        func number(_ value: Int?) -> String { value.map(String.init) ?? "null" }
        return "{\"method\":\(text(method?.rawValue)),\"every\":\(number(every)),"
            + "\"entry\":\(text(entry)),\"next_run\":\(text(nextRun?.iso8601)),"
            + "\"last_run\":\(text(lastRun?.iso8601)),\"last_status\":\(number(lastStatus)),"
            + "\"timing\":\(text(timing)),\"lingers\":\(lingers.map(String.init) ?? "null"),"
            + "\"last_idle_run\":\(text(lastIdleRun?.iso8601)),"
            + "\"notes\":\(JSONText.array(notes)),"
            + "\"runs\":[\(runs.map { $0.json() }.joined(separator: ","))],"
            + "\"problems\":\(JSONText.array(problems))}"
    }
}
