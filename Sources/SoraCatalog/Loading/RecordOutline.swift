/// What a record has, without the values: the names of its members and which kind of value each is.
///
/// Most records of a file have one of a few outlines; what is checked of one need not be checked of the
/// next. Elements of a list that have the same outline count once.
struct RecordOutline: Hashable {
    private let text: [UInt8]

    /// The outline of a line, which is a JSON object; of anything else it means nothing.
    init(_ line: ArraySlice<UInt8>) {
        var scan = Scan(line)
        scan.run()
        text = scan.outline
    }

    private struct Scan {
        /// A list that is open: where its last element begins in the outline, and the one before it.
        private struct List {
            var element: Int
            var before: Range<Int>?
        }

        private let line: ArraySlice<UInt8>
        private var at: Int
        var outline: [UInt8] = []
        /// What is open, from the outside; `nil` for an object.
        private var open: [List?] = []
        /// Whether the value that comes next is told whole: it says what the record is.
        private var isWhole = false

        init(_ line: ArraySlice<UInt8>) {
            self.line = line
            at = line.startIndex
            outline.reserveCapacity(256)
        }

        mutating func run() {
            while at < line.endIndex {
                let byte = line[at]
                switch byte {
                case UInt8(ascii: "\""): string()
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    outline.append(byte)
                    open.append(
                        byte == UInt8(ascii: "[") ? List(element: outline.count) : nil)
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
                default: word()
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

        private mutating func string() {
            let start = at
            at += 1
            while at < line.endIndex, line[at] != UInt8(ascii: "\"") {
                at += line[at] == UInt8(ascii: "\\") ? 2 : 1
            }
            at = min(at + 1, line.endIndex)
            let whole = line[start..<at]
            var next = at
            while next < line.endIndex, line[next] <= 0x20 { next += 1 }
            let isName = next < line.endIndex && line[next] == UInt8(ascii: ":")
            if isName || isWhole {
                outline.append(contentsOf: whole)
            } else {
                outline.append(UInt8(ascii: "s"))
            }
            isWhole = isName && open.count == 1 && whole.elementsEqual("\"record\"".utf8)
        }

        /// A number, or `true`, `false`, `null`.
        private mutating func word() {
            outline.append(line[at] > UInt8(ascii: "9") ? line[at] : UInt8(ascii: "0"))
            at += 1
            while at < line.endIndex, !Self.endsWord(line[at]) { at += 1 }
            isWhole = false
        }

        private static func endsWord(_ byte: UInt8) -> Bool {
            byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
                || byte == UInt8(ascii: "]")
        }
    }
}
