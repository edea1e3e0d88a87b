import SoraCatalog
package import SoraModel

/// What a verification found.
package struct VerifySummary: Hashable, Sendable {
    /// How many videos were checked.
    package var checked = 0
    /// How many have each verdict now; every verdict is there.
    package var verdicts: [Verdict: Int] = Dictionary(
        uniqueKeysWithValues: Verdict.allCases.map { ($0, 0) })
    /// How many files are missing.
    package var missing = 0
    /// The videos whose verdict or file state is another one than before.
    package var changed: [Handle] = []

    package init() {}

    /// Counts what was found of a video.
    mutating func count(
        _ video: VideoRecord, _ fileState: FileState, _ measured: Measured?
    ) -> Library.Checked {
        let verdict = measured?.outcome.verdict ?? video.verdict
        checked += 1
        verdicts[verdict, default: 0] += 1
        if fileState == .missing { missing += 1 }
        if verdict != video.verdict || fileState != video.fileState { changed.append(video.handle) }
        return Library.Checked(
            video: video.handle, verdict: verdict, fileState: fileState,
            reasons: fileState == .missing
                ? ["the file is missing"] : measured?.outcome.reasons ?? [])
    }

    /// Whether every file is there and is what was asked for, or nothing was asked.
    package var isClean: Bool {
        missing == 0
            && [.mismatch, .corrupt, .unprobed].allSatisfy { (verdicts[$0] ?? 0) == 0 }
    }

    /// The summary as one JSON object.
    package var json: String {
        let counts = Verdict.allCases.map { "\"\($0.rawValue)\":\(verdicts[$0] ?? 0)" }
        return "{\"checked\":\(checked),\"verdicts\":{\(counts.joined(separator: ","))},"
            + "\"changed\":\(JSONText.array(changed.map(\.description)))}"
    }
}
