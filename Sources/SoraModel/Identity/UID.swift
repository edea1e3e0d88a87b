/// A UUID of version 7: sorts by time of making, and stays the same when libraries are merged.
///
/// Source: RFC 9562, section 5.7.
package struct UID: Hashable, Sendable {
    /// The text form: lower-case, 36 characters.
    package let text: String

    /// Makes a new one.
    ///
    /// - Parameters:
    ///   - time: the moment of making; its milliseconds are the first 48 bits.
    ///   - random: at least ten random bytes; missing ones count as zero.
    package init(at time: Timestamp, random: [UInt8]) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let milliseconds = UInt64(max(0, time.milliseconds))
        for index in 0..<6 {
            bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - 8 * index))
        }
        for (index, byte) in random.prefix(10).enumerated() {
            bytes[6 + index] = byte
        }
        bytes[6] = 0x70 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        let digits = Array("0123456789abcdef".utf8)
        var characters: [UInt8] = []
        characters.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { characters.append(UInt8(ascii: "-")) }
            characters.append(digits[Int(byte >> 4)])
            characters.append(digits[Int(byte & 15)])
        }
        text = String(decoding: characters, as: UTF8.self)
    }

    /// Whether a text from outside has the form of a UUID, of whichever version: then nothing else has it too.
    package static func isUnique(_ text: String) -> Bool {
        let hyphens = [8, 13, 18, 23]
        return text.utf8.count == 36
            && text.utf8.enumerated().allSatisfy { index, byte in
                hyphens.contains(index)
                    ? byte == UInt8(ascii: "-")
                    : (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
            }
    }

    /// Takes the text form as it is stored.
    package init(text: String) {
        self.text = text
    }
}

extension UID: CustomStringConvertible {
    /// The text form.
    package var description: String { text }
}
