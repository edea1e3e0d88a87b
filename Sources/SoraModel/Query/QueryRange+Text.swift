extension QueryRange {
    /// Reads `8`, `4..8`, `4..`, `..8`, `>=4`, `>4`, `<=8` or `<8`.
    ///
    /// A single number that may have decimals stands for everything that is rounded to it: a clip of 8.03 s is
    /// found by `8`, for what is measured is hardly ever even.
    init?(_ text: String, isWhole: Bool) {
        func number(_ text: some StringProtocol) -> Double? {
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
                !isWhole || !text.contains("."), text.utf8.count <= 15
            else { return nil }
            return Double(text)
        }
        self.init(text) { lower in
            number(lower).map { Bound($0) }
        } upper: { upper in
            number(upper).map { Bound($0) }
        } after: { bound in
            number(bound).map { Bound($0, isIncluded: false) }
        } before: { bound in
            number(bound).map { Bound($0, isIncluded: false) }
        } single: { text in
            guard let value = number(text) else { return nil }
            if isWhole { return QueryRange(lower: Bound(value), upper: Bound(value)) }
            let decimals = text.split(separator: ".", omittingEmptySubsequences: false)
            var half = 0.5
            for _ in decimals.dropFirst().first ?? "" { half /= 10 }
            return QueryRange(
                lower: Bound(value - half), upper: Bound(value + half, isIncluded: false))
        }
    }

    /// Reads a moment such as `2026-01`, or a range of moments, with the same signs.
    init?(moments text: String, now: Timestamp) {
        func moment(_ text: some StringProtocol) -> QueryMoment? {
            QueryMoment(ago: text, now: now) ?? QueryMoment(text)
        }
        self.init(text) { lower in
            moment(lower).map { Bound(Double($0.begin)) }
        } upper: { upper in
            moment(upper).map { Bound(Double($0.end), isIncluded: $0.begin == $0.end) }
        } after: { bound in
            moment(bound).map { Bound(Double($0.end), isIncluded: $0.begin != $0.end) }
        } before: { bound in
            moment(bound).map { Bound(Double($0.begin), isIncluded: false) }
        } single: { text in
            // A time ago is no span: whether "7 days ago" means since then or that day cannot be known.
            guard let span = QueryMoment(text) else { return nil }
            return QueryRange(
                lower: Bound(Double(span.begin)),
                upper: Bound(Double(span.end), isIncluded: false))
        }
    }

    private init?(
        _ text: String, lower: (Substring) -> Bound?, upper: (Substring) -> Bound?,
        after: (Substring) -> Bound?, before: (Substring) -> Bound?,
        single: (String) -> QueryRange?
    ) {
        var range = QueryRange()
        if text.hasPrefix(">=") {
            range.lower = lower(text.dropFirst(2))
        } else if text.hasPrefix("<=") {
            range.upper = upper(text.dropFirst(2))
        } else if text.hasPrefix(">") {
            range.lower = after(text.dropFirst())
        } else if text.hasPrefix("<") {
            range.upper = before(text.dropFirst())
        } else if let dots = Self.dots(in: text) {
            let first = text[..<dots.lowerBound]
            let last = text[dots.upperBound...]
            if !first.isEmpty {
                range.lower = lower(first)
                if range.lower == nil { return nil }
            }
            if !last.isEmpty {
                range.upper = upper(last)
                if range.upper == nil { return nil }
            }
            if let lower = range.lower, let upper = range.upper, lower.value > upper.value {
                return nil
            }
        } else {
            guard let single = single(text) else { return nil }
            range = single
        }
        guard range.lower != nil || range.upper != nil else { return nil }
        self = range
    }

    private static func dots(in text: String) -> Range<String.Index>? {
        guard let first = text.firstIndex(of: ".") else { return nil }
        var start = first
        while let found = text[start...].firstIndex(of: ".") {
            let next = text.index(after: found)
            guard next < text.endIndex else { return nil }
            if text[next] == "." { return found..<text.index(after: next) }
            start = next
        }
        return nil
    }
}
