package import SoraCatalog
import SoraModel

/// The page to open in the morning.
package struct LibraryStatus: Sendable {
    /// What the catalogue counts.
    package var catalog: CatalogStatus
    /// The results that will be gone before the next scheduled run comes.
    package var late: [LateResult] = []
    /// What is scheduled; `nil` where that cannot be found out.
    package var schedule: ScheduleState?
    /// The last run of a sync; `nil` where there was none.
    package var lastRun: RunEntry?
    /// The providers.
    package var providers: [ProviderDescription]
    /// The bytes of the library: originals and catalogue.
    package var libraryBytes: Int64
    /// The bytes that are free on its disk.
    package var freeBytes: Int64

    /// The status as one JSON object.
    package var json: String {
        let tasks = TaskState.allCases.map { "\"\($0.rawValue)\":\(catalog.tasks[$0] ?? 0)" }
        let videos = Verdict.allCases.map { "\"\($0.rawValue)\":\(catalog.verdicts[$0] ?? 0)" }
        let expiring = catalog.expiring.map {
            let task = $0.task
            let isLate = late.contains { $0.task == task }
            return "{\"task\":\"\(task)\",\"expires_at\":\"\($0.at.iso8601)\","
                + "\"before_next_run\":\(isLate)}"
        }
        let awaiting = catalog.waiting.map { waiting in
            let (object, reason): (Handle?, String?) =
                switch waiting.footing {
                case .ready: (nil, nil)
                case .waiting(let task): (task, nil)
                case .gone(let object, let reason): (object, reason)
                }
            return "{\"task\":\"\(waiting.task)\","
                + "\"awaits\":\(object.map { JSONText.string($0.description) } ?? "null"),"
                + "\"reason\":\(reason.map(JSONText.string) ?? "null")}"
        }
        let spent = catalog.spent.map {
            "{\"amount\":\"\($0.decimal)\",\"currency\":\(JSONText.string($0.currency))}"
        }
        return "{\"tasks\":{\(tasks.joined(separator: ","))},"
            + "\"videos\":{\(videos.joined(separator: ","))},"
            + "\"to_decide\":\(JSONText.array(catalog.toDecide.map(\.description))),"
            + "\"expiring\":[\(expiring.joined(separator: ","))],"
            + "\"providers\":[\(providers.map { $0.json() }.joined(separator: ","))],"
            + "\"spent\":[\(spent.joined(separator: ","))],"
            + "\"disk\":{\"library\":\(libraryBytes),\"free\":\(freeBytes)},"
            + "\"awaiting\":[\(awaiting.joined(separator: ","))],"
            + "\"failed\":[\(failed.joined(separator: ","))],"
            + "\"schedule\":\(scheduleJSON),\"last_run\":\(lastRunJSON)}"
    }

    private var failed: [String] {
        catalog.failed.map {
            "{\"task\":\"\($0.task)\",\"state\":\"\($0.state.rawValue)\","
                + "\"code\":\($0.code.map(JSONText.string) ?? "null"),"
                + "\"message\":\($0.message.map(JSONText.string) ?? "null")}"
        }
    }

    private var scheduleJSON: String {
        guard let schedule, let method = schedule.method else { return "null" }
        return "{\"method\":\"\(method.rawValue)\","
            + "\"timing\":\(schedule.timing.map(JSONText.string) ?? "null"),"
            + "\"next_run\":\((schedule.nextRun?.iso8601).map(JSONText.string) ?? "null"),"
            + "\"problems\":\(JSONText.array(schedule.problems))}"
    }

    private var lastRunJSON: String {
        guard let lastRun else { return "null" }
        let run = lastRun.run
        return "{\"started_at\":\(JSONText.string(run.startedAt.iso8601)),"
            + "\"ended_at\":\((run.endedAt?.iso8601).map(JSONText.string) ?? "null"),"
            + "\"state\":\"\(lastRun.state.rawValue)\",\"started_by\":\"\(run.origin.rawValue)\","
            + "\"exit_status\":\(run.exitStatus.map { String($0) } ?? "null"),"
            + "\"summary\":\(JSONText.string(lastRun.words))}"
    }
}
