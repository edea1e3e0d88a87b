package import SoraSystem

/// All boxes of an ISO base media file down to the tables of samples, each inside its parent.
///
/// What the tables say is libavformat's to read; here is only what it does not complain of: a box that
/// is longer than its parent, a table longer than its box, and how many samples there are to be.
/// Source: ISO/IEC 14496-12.
package struct BoxTree {
    /// What is wrong, in words; at most eight.
    package private(set) var problems: [String] = []
    /// Where media data is, in the order of the file.
    package private(set) var data: [Range<Int64>] = []
    /// How many samples each track has, by its number.
    package private(set) var samples: [UInt32: Int] = [:]
    /// The tracks that do not show all of their samples, or show some twice.
    package private(set) var edited: Set<UInt32> = []
    /// Whether samples are told of in fragments too.
    package private(set) var isFragmented = false

    private let size: Int64
    private var track: UInt32 = 0
    private var count = 0

    private static let containers: Set<String> = [
        "moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "mvex", "moof", "traf", "mfra",
    ]
    /// Tables: where the number of entries stands behind the head of the box, and the bytes of an entry.
    private static let tables: [String: (count: Int64, entry: Int64)] = [
        "stts": (4, 8), "ctts": (4, 8), "stsc": (4, 12), "stco": (4, 4), "co64": (4, 8),
        "stss": (4, 4),
    ]
    private static let limit = 1_000_000

    /// Walks through a file of that size.
    package init(_ file: borrowing OpenFile, size: Int64, files: FileSystem) throws(SystemError) {
        self.size = size
        try walk(file, 0..<size, in: nil, depth: 0, files)
    }

    private mutating func walk(
        _ file: borrowing OpenFile, _ range: Range<Int64>, in parent: String?, depth: Int,
        _ files: FileSystem
    ) throws(SystemError) {
        var offset = range.lowerBound
        while offset + 8 <= range.upperBound, problems.count < 8 {
            let head = try files.read(file, at: offset, count: 16)
            guard head.count >= 8, count < Self.limit else { return }
            count += 1
            let kind = Self.name(head[4..<8])
            var length = Int64(Self.number(head[0..<4]))
            var headBytes: Int64 = 8
            if length == 1, head.count == 16 {
                length = Int64(clamping: Self.number(head[8..<16]))
                headBytes = 16
            } else if length == 0 {
                // Zeros behind the last box of QuickTime's lists; on the top level, a box without an end.
                if parent != nil { return }
                length = range.upperBound - offset
            }
            guard length >= headBytes, length <= range.upperBound - offset else {
                // What lies behind the last box of the file is the other walk's to judge.
                if let parent {
                    problems.append(
                        "the \"\(kind)\" box at byte \(offset) is not inside its \"\(parent)\" box")
                }
                return
            }
            let body = offset + headBytes..<offset + length
            if kind == "mdat", parent == nil { data.append(body) }
            try enter(kind, file, body, files)
            if Self.containers.contains(kind), depth < 12 {
                try walk(file, body, in: kind, depth: depth + 1, files)
            }
            offset += length
        }
    }

    private mutating func enter(
        _ kind: String, _ file: borrowing OpenFile, _ body: Range<Int64>, _ files: FileSystem
    ) throws(SystemError) {
        if let table = Self.tables[kind] {
            let head = try files.read(file, at: body.lowerBound, count: 8)
            guard head.count == 8 else { return }
            let entries = Int64(Self.number(head[4..<8]))
            check(kind, entries: entries, of: table.entry, behind: 8, in: body)
            return
        }
        switch kind {
        case "tkhd":
            let head = try files.read(file, at: body.lowerBound, count: 24)
            guard head.count == 24 else { return }
            // Version 1 has times of 8 bytes.
            track = UInt32(
                truncatingIfNeeded: Self.number(head[0] == 1 ? head[20..<24] : head[12..<16]))
        case "tfhd":
            let head = try files.read(file, at: body.lowerBound, count: 8)
            guard head.count == 8 else { return }
            track = UInt32(truncatingIfNeeded: Self.number(head[4..<8]))
        case "elst":
            edited.insert(track)
        case "stsz", "stz2":
            let head = try files.read(file, at: body.lowerBound, count: 12)
            guard head.count == 12 else { return }
            let entries = Int64(Self.number(head[8..<12]))
            if kind == "stsz", Self.number(head[4..<8]) == 0 {
                check(kind, entries: entries, of: 4, behind: 12, in: body)
            }
            samples[track, default: 0] += Int(entries)
        case "trun":
            let head = try files.read(file, at: body.lowerBound, count: 8)
            guard head.count == 8 else { return }
            isFragmented = true
            samples[track, default: 0] += Int(Self.number(head[4..<8]))
        case "sidx": try checkIndex(file, body, files)
        default: break
        }
    }

    private mutating func check(
        _ kind: String, entries: Int64, of bytes: Int64, behind head: Int64, in body: Range<Int64>
    ) {
        if head + entries * bytes > Int64(body.count) {
            problems.append("the \"\(kind)\" table of \(entries) entries is longer than its box")
        }
    }

    /// Whether the segments that an index counts from its end are all in the file (8.16.3).
    private mutating func checkIndex(
        _ file: borrowing OpenFile, _ body: Range<Int64>, _ files: FileSystem
    ) throws(SystemError) {
        let head = try files.read(file, at: body.lowerBound, count: 32)
        guard head.count == 32 else { return }
        let long = head[0] == 1
        let first = Self.number(long ? head[20..<28] : head[16..<20])
        let references = Int64(Self.number(long ? head[30..<32] : head[22..<24]))
        let start = body.lowerBound + (long ? 32 : 24)
        let entries = try files.read(file, at: start, count: Int(references * 12))
        guard entries.count == Int(references * 12), let anchor = Int64(exactly: first) else {
            problems.append("the \"sidx\" table of \(references) entries is longer than its box")
            return
        }
        var end = body.upperBound.addingReportingOverflow(anchor)
        for index in 0..<Int(references) {
            let entry = entries[index * 12..<index * 12 + 4]
            end = end.partialValue.addingReportingOverflow(Int64(Self.number(entry) & 0x7FFF_FFFF))
            if end.overflow { break }
        }
        if end.overflow || end.partialValue > size {
            problems.append(
                "the index of segments ends at byte \(end.overflow ? Int64.max : end.partialValue), "
                    + "the file has \(size)")
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { (0x23...0x7E).contains($0) ? $0 : 0x3F }, as: UTF8.self)
    }
}
