import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// What a service's list says of tasks that are due, so that a few requests do for many of them.
struct PollList: Sendable {
    /// How many tasks must be due before the list is worth reading.
    static let least = 20
    /// The fewest tasks that a page must be good for, on the whole.
    private static let perPage = 10
    /// How much older than the oldest task the list is read, for clocks that differ, in seconds.
    private static let margin = 600.0

    private var entries: [String: RemoteStatus] = [:]
    private var endpoint: ProviderEndpoint?

    /// Knows nothing.
    init() {}

    /// Reads the list where it is worth it.
    ///
    /// - Parameters:
    ///   - due: the tasks that are due.
    ///   - context: what the sync works with.
    ///   - line: the line to their provider.
    init(of due: [TaskRecord], _ context: SyncContext, _ line: Line) async {
        guard due.count >= Self.least,
            let frozen = due.lazy.compactMap({ try? FrozenRequest(text: $0.request) }).first,
            let oldest = due.map({ $0.submittedAt ?? $0.createdAt }).min()
        else { return }
        var missing = Set(due.compactMap(\.remoteID))
        let lister = TaskLister(context: context, line: line)
        let listing = try? await lister.read(
            frozen, pages: due.count / Self.perPage
        ) { page, offset in
            missing.subtract(page.compactMap(\.remoteID))
            return missing.isEmpty
                || page.contains { entry in
                    entry.createdAt.map { $0 + -offset < oldest + -Self.margin } ?? false
                }
        }
        entries = listing?.entries ?? [:]
        endpoint = frozen.endpoint
    }

    /// What the list says of a task; `nil` where the service is to be asked after it alone.
    ///
    /// Lists lag behind and leave out: what would end a task is not believed.
    func status(of task: TaskRecord, _ frozen: FrozenRequest) -> RemoteStatus? {
        guard frozen.endpoint == endpoint, let status = task.remoteID.flatMap({ entries[$0] })
        else { return nil }
        switch status.status {
        case .queued, .inProgress, .completed: return status
        case .failed, .cancelled, .unknown: return nil
        }
    }
}
