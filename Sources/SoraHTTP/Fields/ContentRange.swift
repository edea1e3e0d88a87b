/// Which part of a whole a response carries (RFC 9110, section 14.4).
package enum ContentRange: Hashable, Sendable {
    /// `bytes 0-499/1234`, or `bytes 0-499/*` with an unknown total.
    case part(first: Int64, last: Int64, total: Int64?)
    /// `bytes */1234`: what was asked for lies outside of the whole.
    case unsatisfied(total: Int64)

    /// Reads a `Content-Range`; `nil` when it breaks the grammar or contradicts itself.
    package init?(_ text: String) {
        let words = text.trimmingHTTPSpace().split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let halves = words[1].split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let total = Self.number(halves[1])
        if halves[0] == "*" {
            guard let total else { return nil }
            self = .unsatisfied(total: total)
            return
        }
        guard total != nil || halves[1] == "*" else { return nil }
        let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]),
            first <= last, last < total ?? .max
        else { return nil }
        self = .part(first: first, last: last, total: total)
    }

    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int64(text)
    }
}
