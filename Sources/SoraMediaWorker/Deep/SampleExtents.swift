import SoraMedia

/// Whether what is read of a file lies in its media data.
struct SampleExtents {
    private let data: [Range<Int64>]
    private var last = 0
    /// The first sample that does not, in words.
    private(set) var problem: String?

    /// - Parameter data: where the media data is; empty where that is not known.
    init(_ data: [Range<Int64>]) {
        self.data = data
    }

    /// Looks at a sample; those of a file are mostly one behind the other.
    mutating func look(at position: Int64, bytes: Int64) {
        guard problem == nil, !data.isEmpty, position >= 0, bytes > 0 else { return }
        let (end, overflow) = position.addingReportingOverflow(bytes)
        func holds(_ range: Range<Int64>) -> Bool {
            !overflow && range.lowerBound <= position && end <= range.upperBound
        }
        if holds(data[last]) { return }
        if let found = data.firstIndex(where: holds) {
            last = found
        } else {
            problem = "the sample of \(bytes) bytes at byte \(position) lies outside the media data"
        }
    }
}
