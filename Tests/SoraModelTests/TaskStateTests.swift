import SoraModel
import Testing

@Suite struct `The life of a task` {
    @Test func `ends in one of six states`() {
        let final = TaskState.allCases.filter(\.isFinal)
        #expect(
            Set(final) == [.succeeded, .failed, .rejected, .cancelled, .expired, .abandoned])
    }

    @Test func `never leads back from a request that may have charged to a new one by itself`() {
        // What is sent again must pass `queued`, which only proof or a person's decision leads to.
        for state in TaskState.allCases where state.successors.contains(.submitting) {
            #expect(state == .queued)
        }
        for state in TaskState.allCases where state.successors.contains(.queued) {
            #expect([.draft, .submitting, .uncertain].contains(state))
        }
    }

    @Test func `counts an unknown outcome as paid`() {
        #expect(
            TaskState.uncertain.isPaid && TaskState.submitting.isPaid && TaskState.expired.isPaid)
        #expect(!TaskState.queued.isPaid && !TaskState.rejected.isPaid)
    }

    @Test func `reaches every state from a draft`() {
        var reached: Set<TaskState> = [.draft]
        var frontier = reached
        while !frontier.isEmpty {
            frontier = Set(frontier.flatMap(\.successors)).subtracting(reached)
            reached.formUnion(frontier)
        }
        #expect(reached == Set(TaskState.allCases))
    }
}
