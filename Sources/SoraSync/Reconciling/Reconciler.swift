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
        let tasks = try UncertainTask.all(
            in: [.uncertain], of: line.provider.id, from: context.catalog)
        guard !tasks.isEmpty, line.mayAsk else { return }
        for (endpoint, known) in Dictionary(grouping: tasks, by: \.endpoint) {
            guard let frozen = known.first?.frozen else { continue }
            try await reconcile(known, at: endpoint, frozen, line)
        }
    }

    private func reconcile(
        _ tasks: [UncertainTask], at endpoint: ProviderEndpoint, _ frozen: FrozenRequest,
        _ line: Line
    ) async throws {
        guard let oldest = tasks.map(\.intentAt).min() else { return }
        let lister = TaskLister(context: context, line: line)
        let read = try await lister.read(frozen, pages: Self.pages) { page, offset in
            page.contains { entry in
                entry.createdAt.map { $0 + -offset < oldest + -Self.margin } ?? false
            }
        }
        guard let listing = read else { return }
        let unbound = try listing.entries.values
            .filter { entry in
                guard let id = entry.remoteID else { return false }
                // Another provider of this library may be the same account.
                return try !context.catalog.isBound(id)
            }
            .sorted { ($0.remoteID ?? "") < ($1.remoteID ?? "") }
        // What another provider sent to the same address is in this list too.
        let rivals = try UncertainTask.all(in: [.uncertain, .submitting], from: context.catalog)
            .filter { rival in
                rival.endpoint.base.origin == endpoint.base.origin
                    && !tasks.contains { $0.task.id == rival.task.id }
            }
        let found = Reconciliation(
            tasks, rivals: rivals, with: unbound, offset: listing.offset,
            isComplete: listing.isComplete)
        for match in found.matches {
            guard let task = tasks.first(where: { $0.task.id == match.task })?.task else {
                continue
            }
            try context.reach(.adopting)
            try context.catalog.resolve(
                task, .adopt(remoteID: match.remoteID), by: "the service's list",
                next: context.system.time.now())
            context.observer.observe(.submitted(task: task.id, remoteID: match.remoteID))
            ledger.tally.count([.adopted], from: task.state)
        }
        for (task, proposals) in found.proposals {
            try context.catalog.setProposals(proposals, ofTask: task)
        }
    }
}
