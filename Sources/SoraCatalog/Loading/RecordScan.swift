/// Reads the outline of a record, and what says which one it is, in one pass over its bytes.
///
/// It does not check whether they are JSON: of anything else, what it finds means nothing, and the database refuses
/// the line when it reads a member.
struct RecordScan {
    /// A list that is open: where its last element begins in the outline, and the one before it.
    private struct List {
        var element: Int
        var before: Range<Int>?
    }

    /// Which of the members that name a record a value belongs to.
    private enum Member { case record, uid, id, other }

    private(set) var outline: [UInt8] = []
    /// Where the text of the member `record` lies in the line, where it has no escapes; the first counts.
    private(set) var record: Range<Int>?
    /// The same of `uid`.
    private(set) var uid: Range<Int>?
    /// The member `id`, where it is a whole number of not more than 18 digits.
    private(set) var id: Int64?

    /// What is open, from the outside; `nil` for an object.
    private var open: [List?] = []
    /// The member whose value comes next.
    private var member = Member.other
    private var at = 0

    init(_ line: Span<UInt8>) {
        outline.reserveCapacity(1_024)
        while at < line.count {
            let byte = line[at]
            switch byte {
            case UInt8(ascii: "\""): string(line)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                outline.append(byte)
                open.append(byte == UInt8(ascii: "[") ? List(element: outline.count) : nil)
                member = .other
                at += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                endElement()
                _ = open.popLast()
                outline.append(byte)
                at += 1
            case UInt8(ascii: ","):
                endElement()
                if open.last.flatMap({ $0 }) == nil { outline.append(byte) }
                at += 1
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ":"): at += 1
            default: word(line)
            }
        }
    }

    /// Drops the element of a list that is over, where the one before it is the same.
    private mutating func endElement() {
        guard var list = open.last.flatMap({ $0 }) else { return }
        let element = list.element..<outline.count
        if let before = list.before, outline[before] == outline[element] {
            outline.removeSubrange(element)
        } else {
            list.before = element
        }
        list.element = outline.count
        open[open.count - 1] = list
    }

    private mutating func string(_ line: Span<UInt8>) {
        let start = at
        at += 1
        var isPlain = true
        while at < line.count, line[at] != UInt8(ascii: "\"") {
            if line[at] == UInt8(ascii: "\\") {
                isPlain = false
                at += 1
            }
            at += 1
        }
        let inside = start + 1..<max(start + 1, min(at, line.count))
        at = min(at + 1, line.count)
        var next = at
        while next < line.count, line[next] <= 0x20 { next += 1 }
        if next < line.count, line[next] == UInt8(ascii: ":") {
            append(start..<at, of: line)
            member = open.count == 1 ? Self.member(inside, of: line) : .other
            return
        }
        switch member {
        case .record:
            // It says what the record is, and so which members it may have.
            append(start..<at, of: line)
            if isPlain, record == nil { record = inside }
        case .uid where isPlain && uid == nil:
            outline.append(UInt8(ascii: "s"))
            uid = inside
        default: outline.append(UInt8(ascii: "s"))
        }
        member = .other
    }

    private static func member(_ name: Range<Int>, of line: Span<UInt8>) -> Member {
        func isName(_ text: StaticString) -> Bool {
            guard name.count == text.utf8CodeUnitCount else { return false }
            return text.withUTF8Buffer { expected in
                for index in 0..<expected.count
                where unsafe expected[index] != line[name.lowerBound + index] { return false }
                return true
            }
        }
        return isName("record") ? .record : isName("uid") ? .uid : isName("id") ? .id : .other
    }

    /// A number, or `true`, `false`, `null`.
    private mutating func word(_ line: Span<UInt8>) {
        let start = at
        outline.append(line[at] > UInt8(ascii: "9") ? line[at] : UInt8(ascii: "0"))
        var number: Int64? = 0
        while at < line.count, !Self.endsWord(line[at]) {
            let digit = line[at] &- UInt8(ascii: "0")
            number = digit <= 9 ? number.map { $0 &* 10 &+ Int64(digit) } : nil
            at += 1
        }
        if member == .id, id == nil, at - start <= 18 { id = number }
        member = .other
        // What ends a word without being one is passed over by the caller, or is a word of its own.
        if at == start { at += 1 }
    }

    private mutating func append(_ range: Range<Int>, of line: Span<UInt8>) {
        for index in range { outline.append(line[index]) }
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
            || byte == UInt8(ascii: "]")
    }
}
