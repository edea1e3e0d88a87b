import SoraModel
import Testing

@Suite struct `The table of a task's life` {
    /// What each event may lead from and to, written down apart from the table.
    static let expected: [TaskEvent: [(TaskState, TaskState)]] = [
        .released: [(.draft, .queued)],
        .held: [(.queued, .draft)],
        .calledOff: [(.draft, .cancelled), (.queued, .cancelled)],
        .intentCommitted: [(.queued, .submitting)],
        .accepted: [(.submitting, .submitted)],
        .notAccepted: [(.submitting, .queued)],
        .refused: [(.submitting, .rejected)],
        .outcomeUnknown: [(.submitting, .uncertain)],
        .adopted: [(.uncertain, .submitted)],
        .resubmitted: [(.uncertain, .queued)],
        .givenUp: [(.uncertain, .abandoned)],
        .waiting: [(.submitted, .submitted), (.inProgress, .inProgress)],
        .working: [(.submitted, .inProgress), (.inProgress, .inProgress)],
        .finished: [(.submitted, .completed), (.inProgress, .completed)],
        .failedThere: [(.submitted, .failed), (.inProgress, .failed)],
        .cancelledThere: [(.submitted, .cancelled), (.inProgress, .cancelled)],
        .forgotten: [(.submitted, .failed), (.inProgress, .failed)],
        .notAnswered: [(.submitted, .submitted), (.inProgress, .inProgress)],
        .setAside: [
            (.queued, .queued), (.submitted, .submitted), (.inProgress, .inProgress),
            (.completed, .completed), (.downloading, .completed),
        ],
        .downloadBegun: [(.completed, .downloading)],
        .stored: [(.downloading, .succeeded)],
        .downloadPostponed: [(.downloading, .completed)],
        .noResult: [(.completed, .failed)],
        .gone: [(.completed, .expired), (.downloading, .expired)],
    ]

    @Test(arguments: TaskEvent.allCases)
    func `has every step that an event may cause, and forbids it in every other state`(
        event: TaskEvent
    ) throws {
        let legal = try #require(Self.expected[event])
        for state in TaskState.allCases {
            let next = legal.first { $0.0 == state }?.1
            #expect(TaskLife.step(from: state, on: event)?.state == next, "\(state)")
        }
    }

    @Test func `has each step once`() {
        let steps = TaskLife.table.map { "\($0.from) \($0.event)" }
        #expect(Set(steps).count == steps.count)
    }

    @Test func `opens an attempt before anything is sent, and closes it with every outcome`() {
        for step in TaskLife.table {
            let opens = step.effects.contains(.openAttempt)
            let closes = step.effects.contains { effect in
                if case .closeAttempt = effect { true } else { false }
            }
            #expect(opens == (step.to == .submitting && step.from != .submitting), "\(step)")
            #expect(closes == [.submitting, .uncertain].contains(step.from), "\(step)")
        }
    }

    @Test func `never closes an attempt as not accepted where the service may have the task`() {
        // A task that is sent again must have no live attempt; one that may be paid must keep it.
        for step in TaskLife.table where step.effects.contains(.closeAttempt(.notAccepted)) {
            #expect([.queued, .rejected].contains(step.to), "\(step)")
        }
        for step in TaskLife.table where step.to == .uncertain {
            #expect(step.effects.contains(.closeAttempt(.unknown)), "\(step)")
        }
    }

    @Test func `lets nobody but a person send again what may have been accepted`() {
        for step in TaskLife.table where step.from == .uncertain && step.to == .queued {
            #expect(step.event.actors == [.you], "\(step)")
        }
    }

    @Test func `leads on from no final state, and from every other one to the end`() {
        for state in TaskState.allCases where state.isFinal {
            #expect(TaskEvent.allCases.allSatisfy { TaskLife.step(from: state, on: $0) == nil })
        }
        for state in TaskState.allCases {
            var reached: Set<TaskState> = [state]
            var frontier = reached
            while !frontier.isEmpty {
                frontier = Set(frontier.flatMap(\.successors)).subtracting(reached)
                reached.formUnion(frontier)
            }
            #expect(reached.contains { $0.isFinal }, "\(state)")
        }
    }
}
