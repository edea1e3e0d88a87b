import SoraMedia
import SoraSystem

/// Whether all parts of a file are there, as far as its outermost layer tells.
struct Structure {
    /// What keeps the file from being whole.
    private(set) var problems: [String] = []
    /// What is odd about it, though everything that it needs is there.
    private(set) var remarks: [String] = []
    /// Whether the index stands before the data, where there is such a thing.
    private(set) var isFastStart: Bool?

    init(
        _ signature: FileSignature, _ file: borrowing OpenFile, size: Int64, head: [UInt8],
        files: FileSystem
    ) throws(SystemError) {
        switch signature {
        case .isoBaseMedia:
            let walk = try BoxWalk(file, size: size, files: files)
            problems = walk.problems
            remarks = walk.remarks
            isFastStart = walk.isFastStart
        case .matroska:
            problems = try SegmentWalk(file, size: size, files: files).problems
        case .webp:
            // The RIFF chunk's length, lowest byte first, counts what follows it (RFC 9649, 2.4).
            let end = 8 + head[4..<8].reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
            if end > size {
                problems = ["truncated: the picture ends at byte \(end), the file has \(size)"]
            }
        case .jpeg, .png, .other:
            break
        }
    }
}
