public import SoraModel

/// What a verification found of one video.
public struct CheckedVideo: Hashable, Sendable {
    /// The video.
    public var video: Handle
    /// The verdict now.
    public var verdict: Verdict
    /// Whether its file is there.
    public var fileState: FileState
    /// Why, in words; empty where it is as it should be.
    public var reasons: [String]
}

/// What a verification found in all.
public struct VerifyReport: Hashable, Sendable {
    /// How many videos were checked.
    public var checked: Int
    /// How many have each verdict now; every verdict is there.
    public var verdicts: [Verdict: Int]
    /// How many files are missing.
    public var missing: Int
    /// The videos whose verdict or file state is another one than before.
    public var changed: [Handle]
    /// Whether every file is there, and is what was asked for or nothing was asked.
    public var isClean: Bool

    init(_ summary: VerifySummary) {
        checked = summary.checked
        verdicts = summary.verdicts
        missing = summary.missing
        changed = summary.changed
        isClean = summary.isClean
    }
}
