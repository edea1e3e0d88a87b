/// Finds where JSON values end, and what strings say (RFC 8259).
enum JSONScan {
    /// How deep objects and arrays may be in each other.
    static let deepest = 512

    /// The first place from which on there is no white space.
    static func skipSpace(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int {
        var place = start
        while place < bytes.endIndex, isSpace(bytes[place]) { place += 1 }
        return min(place, bytes.endIndex)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Where the value that begins at a place ends, or `nil` where there is no right value.
    static func end(ofValueIn bytes: ArraySlice<UInt8>, at start: Int) -> Int? {
        /// The closing bracket of each object and array around a place.
        var open: [UInt8] = []
        var place = start
        while true {
            guard place < bytes.endIndex else { return nil }
            switch bytes[place] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let isObject = bytes[place] == UInt8(ascii: "{")
                let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
                place = skipSpace(bytes, from: place + 1)
                guard place < bytes.endIndex, open.count < deepest else { return nil }
                if bytes[place] != close {
                    open.append(close)
                    if isObject {
                        guard let value = valuePlace(bytes, at: place) else { return nil }
                        place = value
                    }
                    continue
                }
                place += 1
            case UInt8(ascii: "\""):
                guard let end = end(ofStringIn: bytes, at: place) else { return nil }
                place = end
            default:
                guard let end = end(ofWordIn: bytes, at: place) else { return nil }
                place = end
            }
            // A value has ended: so may those around it.
            while let close = open.last {
                place = skipSpace(bytes, from: place)
                guard place < bytes.endIndex else { return nil }
                if bytes[place] == close {
                    open.removeLast()
                    place += 1
                    continue
                }
                guard bytes[place] == UInt8(ascii: ",") else { return nil }
                place = skipSpace(bytes, from: place + 1)
                if close == UInt8(ascii: "}") {
                    guard let value = valuePlace(bytes, at: place) else { return nil }
                    place = value
                }
                break
            }
            if open.isEmpty { return place }
        }
    }

    /// What a string says, from the bytes between its quotes.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var units: [UInt16] = []
        var result = ""
        func flush() {
            result += String(decoding: units, as: UTF16.self)
            units = []
        }
        var place = bytes.startIndex
        var plain = place
        while place < bytes.endIndex {
            guard bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.endIndex else {
                place += 1
                continue
            }
            if plain < place {
                flush()
                result += String(decoding: bytes[plain..<place], as: UTF8.self)
            }
            let letter = bytes[place + 1]
            place += 2
            switch letter {
            case UInt8(ascii: "n"): units.append(0x0A)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "r"): units.append(0x0D)
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0C)
            case UInt8(ascii: "u"):
                let digits = String(
                    decoding: bytes[place..<min(place + 4, bytes.endIndex)], as: UTF8.self)
                units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
                place = min(place + 4, bytes.endIndex)
            default: units.append(UInt16(letter))
            }
            plain = place
        }
        flush()
        return result + String(decoding: bytes[plain..<bytes.endIndex], as: UTF8.self)
    }

    /// Where the value of a member begins whose name begins at a place.
    private static func valuePlace(_ bytes: ArraySlice<UInt8>, at place: Int) -> Int? {
        guard place < bytes.endIndex, bytes[place] == UInt8(ascii: "\""),
            let end = end(ofStringIn: bytes, at: place)
        else { return nil }
        let colon = skipSpace(bytes, from: end)
        guard colon < bytes.endIndex, bytes[colon] == UInt8(ascii: ":") else { return nil }
        return skipSpace(bytes, from: colon + 1)
    }

    private static func end(ofStringIn bytes: ArraySlice<UInt8>, at start: Int) -> Int? {
        var place = start + 1
        while place < bytes.endIndex {
            switch bytes[place] {
            case UInt8(ascii: "\""): return place + 1
            case UInt8(ascii: "\\"): place += 2
            case 0..<0x20: return nil
            default: place += 1
            }
        }
        return nil
    }

    /// The end of a number, `true`, `false`, `null`, or what Python writes in their place.
    private static func end(ofWordIn bytes: ArraySlice<UInt8>, at start: Int) -> Int? {
        var place = start
        while place < bytes.endIndex {
            switch bytes[place] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                place += 1
            default: return isWord(bytes[start..<place]) ? place : nil
            }
        }
        return isWord(bytes[start..<place]) ? place : nil
    }

    private static func isWord(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...400).contains(bytes.count) else { return false }
        let word = String(decoding: bytes, as: UTF8.self)
        return ["true", "false", "null", "NaN", "Infinity", "-Infinity"].contains(word)
            || Double(word) != nil && word.utf8.allSatisfy { !(0x70...0x78).contains($0) }
    }
}
