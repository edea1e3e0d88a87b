import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Looks for tasks whose outcome is unknown in the lists of services that have one.
struct Reconciler: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    /// The most pages that are read of a list.
    private static let pages = 50
    /// How much older than the oldest intent the list is read, in seconds.
    private static let margin = 600.0

    /// Adopts what is beyond doubt and stores what could be; asks nothing when nothing is uncertain.
    func run(_ line: Line) async throws {
        let tasks = try context.catalog.tasks(in: [.uncertain], provider: line.provider.id)
        guard !tasks.isEmpty, line.mayAsk else { return }
        var byEndpoint: [ProviderEndpoint: [UncertainTask]] = [:]
        var frozenOf: [ProviderEndpoint: FrozenRequest] = [:]
        for task in tasks {
            guard let frozen = try? FrozenRequest(text: task.request),
                let attempt = try context.catalog.attempts(ofTask: task.id).last
            else { continue }
            byEndpoint[frozen.endpoint, default: []]
                .append(UncertainTask(task, attempt, frozen.request))
            frozenOf[frozen.endpoint] = frozen
        }
        for (endpoint, uncertain) in byEndpoint {
            guard let frozen = frozenOf[endpoint] else { continue }
            try await reconcile(uncertain, frozen, line)
        }
    }

    private func reconcile(
        _ tasks: [UncertainTask], _ frozen: FrozenRequest, _ line: Line
    ) async throws {
        guard let oldest = tasks.map(\.intentAt).min(),
            let (entries, offset) = try await list(frozen, backTo: oldest + -Self.margin, line)
        else { return }
        let unbound = try entries.filter { entry in
            guard let id = entry.remoteID else { return false }
            return try !context.catalog.isBound(id, provider: line.provider.id)
        }
        let found = Reconciliation(tasks, with: unbound, offset: offset)
        for match in found.matches {
            guard let task = tasks.first(where: { $0.task.id == match.task })?.task else {
                continue
            }
            try context.reach(.adopting)
            try context.catalog.resolve(
                task, .adopt(remoteID: match.remoteID), by: "the service's list",
                next: context.system.time.now())
            context.observer.observe(.submitted(task: task.id, remoteID: match.remoteID))
            ledger.count { $0.submitted += 1 }
        }
        for (task, proposals) in found.proposals {
            try context.catalog.setProposals(proposals, ofTask: task)
        }
    }

    /// The entries of a list, back to a time, and how far the service's clock is ahead, in seconds.
    ///
    /// - Returns: `nil` where the service has no list or does not answer; nothing is concluded then.
    private func list(
        _ frozen: FrozenRequest, backTo oldest: Timestamp, _ line: Line
    ) async throws -> ([RemoteStatus], Double)? {
        let endpoint = frozen.endpoint
        let dialect = try endpoint.speaker()
        let key: Secret?
        do {
            key = try await line.key(for: frozen)
        } catch {
            line.suspend(error)
            return nil
        }
        var entries: [String: RemoteStatus] = [:]
        var cursor: String?
        var offset = 0.0
        for _ in 0..<Self.pages {
            guard line.mayAsk,
                let request = dialect.list(after: cursor, of: endpoint, key: key),
                let response = try? await context.control.resumable({ [line] in
                    try await line.send(request, key: key)
                })
            else { return nil }
            if let date = response.headers["Date"].flatMap({
                HTTPDate.parse($0, now: context.system.time.now())
            }) {
                offset = date - context.system.time.now()
            }
            guard case .page(let page, let next) = dialect.readList(response, of: endpoint) else {
                return nil
            }
            let known = entries.count
            for entry in page { if let id = entry.remoteID { entries[id] = entry } }
            let reachesBack = page.contains {
                ($0.createdAt.map { $0 + -offset < oldest }) ?? false
            }
            // A cursor that leads to nothing new would lead there for ever.
            guard let next, next != cursor, entries.count > known, !reachesBack else {
                return (entries.values.sorted { ($0.remoteID ?? "") < ($1.remoteID ?? "") }, offset)
            }
            cursor = next
        }
        return (entries.values.sorted { ($0.remoteID ?? "") < ($1.remoteID ?? "") }, offset)
    }
}
