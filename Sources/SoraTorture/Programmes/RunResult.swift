/// What came of one run.
struct RunResult: Sendable {
    let judgement: Oracle.Judgement
    let kills: Int
    /// What replays it, and what it did.
    let story: String
    let folder: RunFolder
}
