/// A line of a file of records, as it was read.
struct LoadLine: Sendable {
    /// Its number, from 1.
    let number: Int64
    /// Its text; `nil` where it is not UTF-8.
    let text: String?
    /// What it has; `nil` where nobody asked.
    let outline: RecordOutline?
    /// Which record it is, where the bytes alone say it.
    let name: Name?

    /// Which record a line is.
    struct Name: Sendable {
        var record: String
        var uid: String
        var id: Int64
    }

    /// - Parameters:
    ///   - bytes: the line without its end.
    ///   - number: its number.
    ///   - isScanned: whether its outline is wanted.
    init(_ bytes: ArraySlice<UInt8>, number: Int64, isScanned: Bool) {
        self.number = number
        text = String(validating: bytes, as: UTF8.self)
        guard isScanned else {
            (outline, name) = (nil, nil)
            return
        }
        let scan = RecordScan(bytes.span)
        outline = RecordOutline(text: scan.outline)
        func part(_ range: Range<Int>) -> String {
            let start = bytes.startIndex
            return String(
                decoding: bytes[start + range.lowerBound..<start + range.upperBound], as: UTF8.self)
        }
        if let record = scan.record, let uid = scan.uid, let id = scan.id {
            name = Name(record: part(record), uid: part(uid), id: id)
        } else {
            name = nil
        }
    }
}
