/// A JSON value that is read where it lies: only what is asked for becomes a value of its own.
///
/// Sidecars may have megabytes of which a dozen fields matter. Nothing here calls itself: how deep a text
/// is nested costs no stack. Source of the grammar: RFC 8259.
struct JSONView {
    /// The bytes of the value, without space around it.
    private let bytes: ArraySlice<UInt8>

    /// Reads a text; `nil` where its bytes are no JSON, or nested deeper than ``JSONScan/deepest``.
    init?(_ text: [UInt8]) {
        var text = text[...]
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        let start = JSONScan.skipSpace(text, from: text.startIndex)
        guard let end = JSONScan.end(ofValueIn: text, at: start),
            JSONScan.skipSpace(text, from: end) == text.endIndex
        else { return nil }
        bytes = text[start..<end]
    }

    private init(whole bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// Whether it is an object.
    var isObject: Bool { bytes.first == UInt8(ascii: "{") }

    /// Whether it is an array.
    var isArray: Bool { bytes.first == UInt8(ascii: "[") }

    /// Whether it is null.
    var isNull: Bool { bytes.first == UInt8(ascii: "n") }

    /// The members of an object; of a name that is there twice, the last.
    var members: [String: JSONView] {
        guard isObject else { return [:] }
        var members: [String: JSONView] = [:]
        forEachPart { name, value in
            if let name { members[name] = value }
        }
        return members
    }

    /// The elements of an array.
    var elements: [JSONView] {
        guard isArray else { return [] }
        var elements: [JSONView] = []
        forEachPart { _, value in elements.append(value) }
        return elements
    }

    /// The text of a string.
    var string: String? {
        guard bytes.first == UInt8(ascii: "\"") else { return nil }
        return JSONScan.text(bytes.dropFirst().dropLast())
    }

    /// The number, also where it is written as a string.
    var number: Double? {
        if let string { return Double(string).flatMap { $0.isFinite ? $0 : nil } }
        return Double(String(decoding: bytes, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }

    /// A string, or a number as it is written: what ids are.
    var identifier: String? {
        if let string { return string.isEmpty ? nil : string }
        guard let first = bytes.first, (0x30...0x39).contains(first) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The strings of an array, or the one string.
    var strings: [String] { string.map { [$0] } ?? elements.compactMap(\.string) }

    /// The value as it was written.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Lends each member or element; the text was found to be right when this was made.
    private func forEachPart(_ body: (String?, JSONView) -> Void) {
        var place = JSONScan.skipSpace(bytes, from: bytes.startIndex + 1)
        while place < bytes.endIndex - 1 {
            var name: String?
            if isObject {
                guard let end = JSONScan.end(ofValueIn: bytes, at: place) else { return }
                name = JSONScan.text(bytes[place..<end].dropFirst().dropLast())
                place = JSONScan.skipSpace(bytes, from: end) + 1
                place = JSONScan.skipSpace(bytes, from: place)
            }
            guard let end = JSONScan.end(ofValueIn: bytes, at: place) else { return }
            body(name, JSONView(whole: bytes[place..<end]))
            place = JSONScan.skipSpace(bytes, from: end)
            // A comma, or the closing bracket.
            place = JSONScan.skipSpace(bytes, from: place + 1)
        }
    }
}
