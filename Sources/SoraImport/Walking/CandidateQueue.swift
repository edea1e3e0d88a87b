import Synchronization

/// The files of a batch, handed out one by one to whoever is free.
final class CandidateQueue: Sendable {
    private let candidates: [Candidate]
    private let given = Mutex(0)

    init(_ candidates: [Candidate]) {
        self.candidates = candidates
    }

    /// The next file, with its number in the batch; `nil` when all are given out.
    func next() -> (Int, Candidate)? {
        given.withLock { given in
            guard given < candidates.count else { return nil }
            defer { given += 1 }
            return (given, candidates[given])
        }
    }

    /// Gives out no further one.
    func end() {
        given.withLock { $0 = candidates.count }
    }
}
