import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Reads the list of what a service has, the newest first.
struct TaskLister: Sendable {
    let context: SyncContext
    let line: Line

    /// What was read of a list.
    struct Listing: Sendable {
        /// The entries, by their ids.
        var entries: [String: RemoteStatus] = [:]
        /// How far the service's clock is ahead, in seconds.
        var offset = 0.0
        /// Whether everything was read that was asked for.
        var isComplete = false
    }

    /// Reads pages until there are no more, or enough.
    ///
    /// - Parameters:
    ///   - frozen: a request to the service.
    ///   - pages: the most pages.
    ///   - isEnough: whether to stop, given a page and how far the service's clock is ahead.
    /// - Returns: what was read; `nil` where the service has no list or does not answer: nothing is to
    ///   be concluded then.
    /// - Throws: `SoraError` when this program does not speak with the service.
    func read(
        _ frozen: FrozenRequest, pages: Int, isEnough: ([RemoteStatus], Double) -> Bool
    ) async throws -> Listing? {
        let endpoint = frozen.endpoint
        let dialect = try endpoint.speaker()
        guard endpoint.wire.list != nil else { return nil }
        let key: Secret?
        do {
            key = try await line.key(for: frozen)
        } catch {
            if error.code == .credentials { line.suspend(error) }
            return nil
        }
        var listing = Listing()
        var cursor: String?
        for _ in 0..<pages {
            guard await line.turn(),
                let request = dialect.list(after: cursor, of: endpoint, key: key),
                let response = try? await context.control.resumable({ [line] in
                    try await line.send(request, key: key)
                })
            else { return nil }
            let now = context.system.time.now()
            if let date = response.headers["Date"].flatMap({ HTTPDate.parse($0, now: now) }) {
                listing.offset = date - now
            }
            guard case .page(let page, let next) = dialect.readList(response, of: endpoint) else {
                return nil
            }
            let known = listing.entries.count
            for entry in page {
                guard let id = entry.remoteID else { continue }
                listing.entries[id] = listing.entries[id] ?? entry
            }
            guard let next, !isEnough(page, listing.offset) else {
                listing.isComplete = true
                return listing
            }
            // A cursor that leads to nothing new would lead there for ever.
            guard next != cursor, listing.entries.count > known else { return listing }
            cursor = next
        }
        return listing
    }
}
