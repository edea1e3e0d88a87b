extension QueryRange {
    /// Reads `8`, `4..8`, `4..`, `..8`, `>=4`, `>4`, `<=8` or `<8`.
    init?(_ text: String, _ unit: QueryNumber.Unit) {
        func bound(_ text: Substring) -> Bound? {
            QueryNumber(text, unit).map { Bound($0.value) }
        }
        func outside(_ text: Substring) -> Bound? {
            QueryNumber(text, unit).map { Bound($0.value, isIncluded: false) }
        }
        self.init(text, lower: bound, upper: bound, after: outside, before: outside) { text in
            QueryNumber(text, unit).map { number in
                number.half == 0
                    ? QueryRange(lower: Bound(number.value), upper: Bound(number.value))
                    : QueryRange(
                        lower: Bound(number.value - number.half),
                        upper: Bound(number.value + number.half, isIncluded: false))
            }
        }
    }

    /// Reads a number that nothing but itself is meant by: what stands behind `:=`.
    init?(exactly text: String, _ unit: QueryNumber.Unit) {
        guard let number = QueryNumber(text, unit) else { return nil }
        self.init(lower: Bound(number.value), upper: Bound(number.value))
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
