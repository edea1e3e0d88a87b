import SoraModel
import SoraSync
import Testing

@Suite struct `The summary of a sync` {
    private func summary(_ change: (inout SyncSummary) -> Void) -> SoraModel.ExitStatus {
        var summary = SyncSummary()
        change(&summary)
        return summary.exitStatus
    }

    @Test func `gives the first exit status that applies`() {
        #expect(summary { _ in } == .success)
        #expect(summary { $0.mismatch = 1 } == .success)
        #expect(summary { $0.unreachable = ["a"] } == .success)
        #expect(summary { $0.failed = 1 } == .failure)
        #expect(
            summary {
                $0.failed = 1; $0.uncertain = 1
            } == .decisionNeeded)
        #expect(
            summary {
                $0.uncertain = 1; $0.needsConfiguration = true
            } == .configuration)
        #expect(
            summary {
                $0.needsConfiguration = true; $0.needsCredentials = true
            } == .noPermission)
        #expect(
            summary {
                $0.needsCredentials = true; $0.expired = 1
            } == .expired)
        #expect(
            summary {
                $0.expired = 1; $0.interrupted = true
            } == .interrupted)
    }

    @Test func `is one JSON object with every field`() {
        var summary = SyncSummary()
        summary.submitted = 2
        summary.paused = ["a\"b"]
        #expect(
            summary.json
                == #"{"submitted":2,"downloaded":0,"verified":0,"mismatch":0,"corrupt":0,"failed":0,"#
                + #""expired":0,"uncertain":0,"waiting":0,"paused":["a\"b"],"unreachable":[],"over_budget":[],"adopted":0,"unlisted":[]}"#
        )
    }
}
