import SoraModel
import Synchronization

/// What a run did, in the numbers of its summary, and how much it may still submit.
final class RunTally: Sendable {
    private struct State {
        var summary = SyncSummary()
        var submits = 0
        var steps = 0
        var corrupt: Set<Int64> = []
    }

    private let state = Mutex(State())

    /// The counts so far.
    var summary: SyncSummary { state.withLock { $0.summary } }

    /// How often tasks were taken on.
    var steps: Int { state.withLock { $0.steps } }

    /// How many of the submits that the options allow were taken.
    var submits: Int { state.withLock { $0.submits } }

    /// Counts steps that were committed.
    func count(_ events: [TaskEvent], from first: TaskState) {
        state.withLock { $0.steps += 1 }
        var current = first
        for event in events {
            guard let step = TaskLife.step(from: current, on: event) else { return }
            for case .count(let what) in step.effects { count(what) }
            current = step.state
        }
    }

    private func count(_ what: TaskEffect.Count) {
        state.withLock { state in
            switch what {
            case .submitted: state.summary.submitted += 1
            case .downloaded: state.summary.downloaded += 1
            case .failed: state.summary.failed += 1
            case .expired: state.summary.expired += 1
            }
        }
    }

    /// Counts videos that were taken over.
    func countAdopted(_ count: Int) {
        state.withLock { $0.summary.adopted += count }
    }

    /// Notes that not all that a provider has could be listed.
    func noteUnlisted(_ provider: String) {
        state.withLock { $0.summary.unlisted.append(provider) }
    }

    /// Counts a result by its verdict; one that was counted as corrupt in this run counts anew.
    func count(_ verdict: Verdict, of task: Int64) {
        state.withLock { state in
            if state.corrupt.remove(task) != nil { state.summary.corrupt -= 1 }
            switch verdict {
            case .verified: state.summary.verified += 1
            case .mismatch: state.summary.mismatch += 1
            case .corrupt:
                state.summary.corrupt += 1
                state.corrupt.insert(task)
            case .unchecked, .unprobed: break
            }
        }
    }

    /// Takes one of the submits that the options allow; false when none is left.
    func takeSubmit(of maximum: Int?) -> Bool {
        state.withLock { state in
            guard state.submits < maximum ?? .max else { return false }
            state.submits += 1
            return true
        }
    }

    /// Gives a submit back that was not sent.
    func returnSubmit() {
        state.withLock { $0.submits -= 1 }
    }

    /// Whether submits are left.
    func hasSubmits(of maximum: Int?) -> Bool {
        state.withLock { $0.submits < maximum ?? .max }
    }
}
