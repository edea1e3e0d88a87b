import SoraCatalog
import SoraModel
import SoraProviders

/// Compares tasks whose outcome is unknown with the entries of a service's list; a pure function.
///
/// A task is adopted without a person only when exactly one task and exactly one entry fit each
/// other, the entry carries the same prompt, and it was made between the intent and two minutes
/// after the last byte. That nothing fits proves nothing: lists lag.
struct Reconciliation: Hashable, Sendable {
    /// A task and the entry that it is.
    struct Match: Hashable, Sendable {
        var task: Int64
        var remoteID: String
    }

    /// What is beyond doubt.
    private(set) var matches: [Match] = []
    /// What could be, for a person to decide.
    private(set) var proposals: [Int64: [Proposal]] = [:]

    /// Clocks are read to whole seconds, by both sides.
    private static let grain = 1.0
    private static let surely = 120.0
    private static let perhapsBefore = 120.0
    private static let perhapsAfter = 900.0

    /// Compares.
    ///
    /// - Parameters:
    ///   - tasks: the uncertain tasks of one provider.
    ///   - rivals: other tasks that entries of its list could be.
    ///   - entries: the entries of its list that belong to no task.
    ///   - offset: how far the service's clock is ahead, in seconds.
    ///   - isComplete: whether the list was read far enough; else an entry that was not read might
    ///     fit as well, so that nothing is beyond doubt.
    init(
        _ tasks: [UncertainTask], rivals: [UncertainTask] = [], with entries: [RemoteStatus],
        offset: Double, isComplete: Bool = true
    ) {
        let entries = entries.filter { $0.remoteID != nil }
        let fits = (tasks + rivals).map { task in
            entries.indices.filter { Self.couldBe(task, entries[$0], offset) }
        }
        for (index, task) in tasks.enumerated() {
            let candidates = fits[index]
            if isComplete, candidates.count == 1, let only = candidates.first,
                let remoteID = entries[only].remoteID,
                fits.count(where: { $0.contains(only) }) == 1,
                Self.isSurely(task, entries[only], offset)
            {
                matches.append(Match(task: task.task.id, remoteID: remoteID))
            } else {
                proposals[task.task.id] = candidates.compactMap { candidate in
                    entries[candidate].remoteID.map {
                        Proposal(remoteID: $0, madeAt: entries[candidate].createdAt)
                    }
                }
            }
        }
    }

    /// Whether nothing that the entry says contradicts the task.
    static func couldBe(
        _ task: UncertainTask, _ entry: RemoteStatus, _ offset: Double
    ) -> Bool {
        let claims = entry.claims
        let asked = task.request
        if let prompt = claims.prompt, normal(prompt) != normal(asked.sentPrompt) { return false }
        if let model = claims.model, let wanted = asked.model, model != wanted { return false }
        if let seconds = claims.seconds, let wanted = asked.seconds, seconds != Double(wanted) {
            return false
        }
        if let size = claims.size, let wanted = asked.size, size != wanted { return false }
        if let parent = entry.remixedFrom, let wanted = asked.parent, parent != wanted {
            return false
        }
        guard let made = entry.createdAt else { return true }
        let here = made + -offset
        return here >= task.intentAt + -perhapsBefore && here <= task.lastByteAt + perhapsAfter
    }

    /// Whether the entry says enough to be the task without doubt.
    private static func isSurely(
        _ task: UncertainTask, _ entry: RemoteStatus, _ offset: Double
    ) -> Bool {
        guard entry.claims.prompt != nil, let made = entry.createdAt else { return false }
        let here = made + -offset
        return here >= task.intentAt + -grain && here <= task.lastByteAt + surely
    }

    private static func normal(_ prompt: String) -> [Substring] {
        prompt.split(whereSeparator: \.isWhitespace)
    }
}
