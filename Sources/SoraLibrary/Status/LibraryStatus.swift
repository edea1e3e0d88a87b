package import SoraCatalog
import SoraModel

/// The page to open in the morning.
package struct LibraryStatus: Sendable {
    /// What the catalogue counts.
    package var catalog: CatalogStatus
    /// The results that will be gone before the next scheduled run comes.
    package var late: [LateResult] = []
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
            + "\"awaiting\":[\(awaiting.joined(separator: ","))]}"
    }
}
