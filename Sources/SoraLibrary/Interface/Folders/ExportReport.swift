import SoraExport
public import SoraModel

/// What an export did, or would do.
public struct ExportReport: Hashable, Sendable {
    /// A clip or a file that was left out.
    public struct Skipped: Hashable, Sendable {
        /// The clip; `nil` for a file of none.
        public var video: Handle?
        /// Where it would lie below the folder.
        public var path: String?
        /// Why, in words.
        public var reason: String
    }

    /// The absolute path of the folder.
    public var directory: String
    /// How many files were written, what stands beside the clips too.
    public var written: Int
    /// How many files were there already.
    public var unchanged: Int
    /// How many files of an earlier export were removed.
    public var removed: Int
    /// What was left out, with the reason.
    public var skipped: [Skipped]
    /// The bytes of the files that were written.
    public var bytes: Int64

    init(_ summary: ExportSummary) {
        directory = summary.directory
        written = summary.written
        unchanged = summary.count(.unchanged)
        removed = summary.count(.removed)
        skipped = summary.skipped.map {
            Skipped(video: $0.video, path: $0.path, reason: $0.reason ?? "")
        }
        bytes = summary.bytes
    }
}
