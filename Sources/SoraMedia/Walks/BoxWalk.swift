package import SoraSystem

/// The boxes on the top level of an ISO base media file, without what is in them.
///
/// A reader of headers alone finds nothing wrong with a file whose end is missing; this does.
/// Source: ISO/IEC 14496-12, 4.2 (object structure).
package struct BoxWalk {
    /// What keeps the file from being whole.
    package private(set) var problems: [String] = []
    /// What is odd about it, though everything that it needs is there.
    package private(set) var remarks: [String] = []
    /// Whether the index stands before the data; `nil` where one of them is not there.
    package private(set) var isFastStart: Bool?

    /// More boxes than a file of any length has; a walk of a hostile file ends here.
    private static let limit = 1_000_000

    /// Walks through a file of that size.
    package init(_ file: borrowing OpenFile, size: Int64, files: FileSystem) throws(SystemError) {
        var seen: Set<String> = []
        var offset: Int64 = 0
        var count = 0
        while offset < size {
            let head = try files.read(file, at: offset, count: 16)
            guard let box = Box(head, left: size - offset), count < Self.limit else {
                leftover(at: offset, of: size, seen)
                break
            }
            guard box.size <= size - offset else {
                let end = offset.addingReportingOverflow(box.size)
                problems.append(
                    "truncated: the \"\(box.kind)\" box ends at byte "
                        + "\(end.overflow ? Int64.max : end.partialValue), the file has \(size)")
                break
            }
            if box.kind == "mdat" || box.kind == "moof", isFastStart == nil {
                isFastStart = seen.contains("moov")
            }
            seen.insert(box.kind)
            offset += box.size
            count += 1
        }
        if !seen.contains("moov") { isFastStart = nil }
        if !problems.isEmpty { return }
        if !seen.contains("moov") {
            problems.append("no index (moov box)")
        } else if !seen.contains("mdat"), !seen.contains("moof") {
            problems.append("no media data (mdat box)")
        }
    }

    /// Bytes that are no box: nothing is missing when the index and all the data came before.
    private mutating func leftover(at offset: Int64, of size: Int64, _ seen: Set<String>) {
        let words = "\(size - offset) bytes at byte \(offset) are not a box"
        let isWhole = seen.isSuperset(of: ["moov", "mdat"]) && !seen.contains("moof")
        if isWhole { remarks.append(words) } else { problems.append("damaged: \(words)") }
    }

    private struct Box {
        let kind: String
        /// The bytes of the whole box with its header.
        let size: Int64

        /// Reads the head of a box; `nil` when it is none.
        init?(_ head: [UInt8], left: Int64) {
            guard head.count >= 8,
                head[4..<8].allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0xA9 })
            else { return nil }
            kind = String(
                decoding: head[4..<8].map { $0 == 0xA9 || $0 == 0x22 ? 0x3F : $0 }, as: UTF8.self)
            let short = Self.number(head[0..<4])
            switch short {
            case 0: size = left  // It goes on to the end of the file.
            case 1:
                guard head.count == 16 else { return nil }
                let long = Self.number(head[8..<16])
                guard long >= 16 else { return nil }
                size = Int64(clamping: long)
            case 2..<8: return nil
            default: size = Int64(short)
            }
        }

        private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
            bytes.reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}
