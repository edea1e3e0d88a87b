package import SoraSystem

/// The two elements on the top level of a Matroska or WebM file, and whether the second is whole.
///
/// A segment of unknown size, as a live recording has, says nothing of where it ends.
/// Source: RFC 8794 (EBML), RFC 9559 (Matroska).
package struct SegmentWalk {
    /// What keeps the file from being whole.
    package private(set) var problems: [String] = []

    private static let segment: UInt64 = 0x1853_8067

    /// Walks through a file of that size.
    package init(_ file: borrowing OpenFile, size: Int64, files: FileSystem) throws(SystemError) {
        var offset: Int64 = 0
        // The EBML header, the segment, and perhaps a Void or CRC-32 element between them.
        for _ in 0..<8 where offset < size {
            let head = try files.read(file, at: offset, count: 12)
            guard let (id, idBytes) = Self.identifier(head),
                let (length, lengthBytes) = Self.length(head.dropFirst(idBytes))
            else { break }
            guard let length else { return }
            let start = offset + Int64(idBytes + lengthBytes)
            let (end, overflow) = start.addingReportingOverflow(length)
            if overflow || end > size {
                let name = id == Self.segment ? "segment" : "header"
                problems.append(
                    "truncated: the \(name) ends at byte \(overflow ? Int64.max : end), "
                        + "the file has \(size)")
                return
            }
            if id == Self.segment { return }
            offset = end
        }
        problems.append("no segment with media")
    }

    /// An element's identifier, its marker bits kept, and how many bytes it takes.
    private static func identifier(_ bytes: [UInt8]) -> (UInt64, Int)? {
        guard let first = bytes.first, first >= 0x10 else { return nil }
        let count = first.leadingZeroBitCount + 1
        guard bytes.count >= count else { return nil }
        return (bytes.prefix(count).reduce(0) { $0 << 8 | UInt64($1) }, count)
    }

    /// An element's length, `nil` for an unknown one, and how many bytes it takes.
    private static func length(_ bytes: ArraySlice<UInt8>) -> (Int64?, Int)? {
        guard let first = bytes.first, first > 0 else { return nil }
        let count = first.leadingZeroBitCount + 1
        guard bytes.count >= count else { return nil }
        let mask = UInt64(1) << (7 * count) - 1
        let value = bytes.prefix(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } & mask
        return (value == mask ? nil : Int64(value), count)
    }
}
