package import SoraSystem

/// The elements of a Matroska or WebM segment, and in its clusters the blocks, each inside its parent.
///
/// Matroska has no table of samples: what is whole to the end of its segment is all that it promises.
/// Source: RFC 8794 (EBML), RFC 9559 (Matroska).
package struct ElementWalk {
    /// What is wrong, in words; at most one.
    package private(set) var problems: [String] = []

    private static let segment: UInt64 = 0x1853_8067
    private static let cluster: UInt64 = 0x1F43_B675
    /// What may stand in a segment: its index, information, tracks, clusters, cues, attachments, chapters and
    /// tags, and what may stand everywhere.
    private static let inSegment: Set<UInt64> = [
        0x114D_9B74, 0x1549_A966, 0x1654_AE6B, 0x1F43_B675, 0x1C53_BB6B, 0x1941_A469, 0x1043_A770,
        0x1254_C367, 0xEC, 0xBF,
    ]
    private static let limit = 10_000_000

    /// Walks through a file of that size.
    package init(_ file: borrowing OpenFile, size: Int64, files: FileSystem) throws(SystemError) {
        var offset: Int64 = 0
        while offset < size {
            guard let element = try Element(file, at: offset, files) else { return }
            if element.id == Self.segment {
                try walk(file, element.body, to: min(element.end ?? size, size), files)
                return
            }
            guard let end = element.end else { return }
            offset = end
        }
    }

    private mutating func walk(
        _ file: borrowing OpenFile, _ start: Int64, to end: Int64, _ files: FileSystem
    ) throws(SystemError) {
        var offset = start
        var count = 0
        // Inside a cluster: where it ends, if that is known.
        var clusterEnd: Int64?
        while offset < end, count < Self.limit {
            count += 1
            guard let element = try Element(file, at: offset, files) else {
                problems.append("the bytes at \(offset) are no element of the segment")
                return
            }
            if element.id == Self.cluster {
                clusterEnd = element.end
                if let clusterEnd, clusterEnd > end {
                    problems.append(
                        "the cluster at byte \(offset) ends at byte \(clusterEnd), the segment at \(end)"
                    )
                    return
                }
                offset = element.body
                continue
            }
            if Self.inSegment.contains(element.id) == false, offset == start {
                problems.append("the bytes at \(offset) are no element of the segment")
                return
            }
            let parentEnd = clusterEnd.flatMap { offset < $0 ? $0 : nil } ?? end
            guard let elementEnd = element.end, elementEnd <= parentEnd else {
                problems.append("the element at byte \(offset) is not inside its parent")
                return
            }
            offset = elementEnd
        }
    }

    private struct Element {
        let id: UInt64
        /// Where its content begins.
        let body: Int64
        /// Where it ends; `nil` where it does not say.
        let end: Int64?

        /// Reads the head of an element; `nil` when it is none.
        init?(_ file: borrowing OpenFile, at offset: Int64, _ files: FileSystem) throws(SystemError)
        {
            let head = try files.read(file, at: offset, count: 12)
            guard let first = head.first, first >= 0x10 else { return nil }
            let idBytes = first.leadingZeroBitCount + 1
            guard head.count > idBytes, head[idBytes] > 0 else { return nil }
            let lengthBytes = head[idBytes].leadingZeroBitCount + 1
            guard head.count >= idBytes + lengthBytes else { return nil }
            id = head[..<idBytes].reduce(0) { $0 << 8 | UInt64($1) }
            let mask = UInt64(1) << (7 * lengthBytes) - 1
            let value =
                head[idBytes..<idBytes + lengthBytes].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                & mask
            body = offset + Int64(idBytes + lengthBytes)
            if value == mask {
                end = nil
            } else {
                let (sum, overflow) = body.addingReportingOverflow(Int64(value))
                end = overflow ? Int64.max : sum
            }
        }
    }
}
