/// What came of one run.
struct RunResult: Sendable {
    let judgement: Oracle.Judgement
    let kills: Int
    /// How many faults were planned at named moments, and how many came to pass.
    var planned = 0
    var reached = 0
    /// What replays it, and what it did.
    let story: String
    let folder: RunFolder
}
