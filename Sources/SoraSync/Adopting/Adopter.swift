import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Takes over what a service has in the account and the library has not, so that it is fetched before it
/// is gone.
struct Adopter: Sendable {
    let context: SyncContext
    let ledger: RunLedger
    /// Whether nothing is written, neither here nor there.
    var isTrial = false

    /// The most pages that are read: a hundred videos each.
    private static let pages = 1000

    /// Reads a provider's list to its end, and takes over what is new in each page before the next is read.
    ///
    /// - Returns: what was found; `nil` for a service without a list.
    /// - Throws: `SoraError` when the catalogue cannot be read or written.
    @discardableResult
    func run(_ line: Line) async throws -> Adoption? {
        let provider = line.provider
        guard !provider.isRemoved,
            let profile = try? context.profiles.profile(named: provider.profile),
            let endpoint = try? ProviderEndpoint(
                profile, baseURL: provider.baseURL, allowPrivate: provider.allowsPrivate),
            endpoint.wire.list != nil, try endpoint.speaker().hasList
        else { return nil }
        var account = Adoption(provider: provider.name)
        let frozen = FrozenRequest(endpoint: endpoint, request: GenerationRequest(prompt: ""))
        let key: Secret?
        do {
            key = try await line.key(for: frozen)
        } catch {
            if !isTrial, error.code == .credentials { line.suspend(error) }
            return ended(account, for: error.message)
        }
        let reader = AccountPages(context: context, line: line)
        var seen: Set<String> = []
        var cursor: String?
        for _ in 0..<Self.pages {
            switch try await reader.page(after: cursor, of: frozen, key: key) {
            case .stopped:
                return ended(account, for: "it was stopped, or nothing may be asked there now")
            case .trouble(let problem):
                if !isTrial, problem.kind == .unauthorized { try line.pause(problem) }
                return ended(account, for: problem.message)
            case .page(let entries, let next):
                let new = entries.filter { $0.remoteID.map { seen.insert($0).inserted } ?? false }
                account.listed += new.count
                try await take(new, line, frozen, key, &account)
                guard let next else { return account }
                // What leads to nothing new would lead there for ever.
                guard !new.isEmpty, next != cursor, RemoteID.problem(with: next) == nil else {
                    return ended(account, for: "its list repeats itself")
                }
                cursor = next
            }
        }
        return ended(account, for: "its list does not end")
    }

    private func ended(_ account: Adoption, for reason: String) -> Adoption {
        var account = account
        account.problem = reason
        if !isTrial {
            ledger.tally.noteUnlisted(account.provider)
            context.observer.observe(
                .notice("provider \(account.provider) could not be listed to the end: \(reason)"))
        }
        return account
    }

    private func take(
        _ entries: [RemoteStatus], _ line: Line, _ frozen: FrozenRequest, _ key: Secret?,
        _ account: inout Adoption
    ) async throws {
        if !isTrial { try context.reach(.listRead) }
        let sharing = try self.sharing(line.provider, frozen.endpoint)
        let known = try context.catalog.known(entries.compactMap(\.remoteID), of: sharing)
        let reader = AccountPages(context: context, line: line)
        var lacking: [RemoteStatus] = []
        for entry in entries {
            guard let id = entry.remoteID, !known.contains(id), !isOver(entry, line, &account)
            else {
                continue
            }
            guard entry.claims.prompt == nil || entry.createdAt == nil else {
                lacking.append(entry)
                continue
            }
            // Some lists name their entries and say no more.
            var whole = try await reader.details(of: id, frozen, key: key) ?? entry
            whole.remoteID = id
            if !isOver(whole, line, &account) { lacking.append(whole) }
        }
        // Asked after the list was read: what a request made that is under way is in neither of the two else.
        let unknown = try UncertainTask.all(
            in: [.uncertain, .submitting], from: context.catalog
        ).filter { $0.endpoint.base.origin == frozen.endpoint.base.origin }
        let offset = ledger.providers.clockOffset(of: line.provider.id)
        let found = lacking.filter { entry in
            let rivals = unknown.filter { Reconciliation.couldBe($0, entry, offset) }
            guard let rival = rivals.first, let id = entry.remoteID else { return true }
            account.doubtful.append(id)
            if !isTrial {
                context.observer.observe(
                    .notice(
                        "\(id) is not adopted: it may be \(rival.task.handle), whose outcome is unknown; "
                            + "decide first: `soralib show \(rival.task.handle)`"))
            }
            return false
        }
        account.new += found.count
        for entry in found {
            account.seconds += entry.claims.seconds.map { Int(min(max($0, 0), 3600)) } ?? 0
            if let end = entry.expiresAt {
                account.firstExpiry = min(account.firstExpiry ?? end, end)
            }
        }
        if isTrial || found.isEmpty { return }
        let tasks = try found.compactMap { try self.task($0, frozen, line) }
            .sorted { $0.createdAt < $1.createdAt }
        let adopted = try context.catalog.adopt(tasks, of: line.provider, sharing: sharing)
        try context.reach(.pageAdopted)
        ledger.tally.countAdopted(adopted.count)
        for one in adopted {
            context.observer.observe(.adopted(task: one.task, remoteID: one.remoteID))
        }
    }

    /// Whether there is nothing to be fetched of a video.
    private func isOver(_ entry: RemoteStatus, _ line: Line, _ account: inout Adoption) -> Bool {
        switch entry.status {
        case .failed, .cancelled:
            account.failed += 1
            return true
        case .completed:
            guard let end = entry.expiresAt, end < line.earliestNow else { return false }
            account.gone += 1
            return true
        case .queued, .inProgress, .unknown: return false
        }
    }

    /// The providers whose tasks may be in a provider's list: those of the same address.
    private func sharing(
        _ provider: ProviderRecord, _ endpoint: ProviderEndpoint
    ) throws -> [ProviderRecord] {
        try context.catalog.providers(includingRemoved: true).filter { other in
            guard other.id != provider.id else { return true }
            let base = try? BaseURL(other.baseURL, allowPrivate: other.allowsPrivate)
            return base?.origin == endpoint.base.origin && base?.text == endpoint.base.text
        }
    }

    /// An entry as the catalogue takes it; what it says of itself has bounds.
    private func task(
        _ entry: RemoteStatus, _ frozen: FrozenRequest, _ line: Line
    ) throws -> FoundTask? {
        guard let id = entry.remoteID else { return nil }
        let claims = entry.claims
        // Every task has a text.
        let prompt =
            claims.prompt.map { String($0.prefix(100_000)) }.flatMap { $0.isEmpty ? nil : $0 }
            ?? "(prompt unknown)"
        let seconds = claims.seconds.flatMap { (1...3600).contains($0) ? Int($0) : nil }
        let parent = entry.remixedFrom == id ? nil : entry.remixedFrom
        let model = claims.model.map { String($0.prefix(200)) }
        var frozen = frozen
        frozen.request = GenerationRequest(
            parent == nil ? .create : .remix, prompt: prompt, model: model, seconds: seconds,
            size: claims.size, parent: parent)
        let now = context.system.time.now()
        return FoundTask(
            remoteID: id, parent: parent, model: model ?? "unknown", prompt: prompt,
            seconds: seconds, size: claims.size, createdAt: min(entry.createdAt ?? now, now),
            request: try frozen.encodedText())
    }
}
