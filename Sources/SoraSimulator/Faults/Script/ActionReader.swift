/// Reads the action of a rule and the fields that belong to it.
enum ActionReader {
    private typealias Read = @Sendable (inout FieldReader) -> FaultAction?

    /// The action of a rule; nil after having added what is wrong.
    static func action(_ fields: inout FieldReader) -> (name: String, FaultAction)? {
        guard let value = fields.take("action") else {
            fields.complain("action", "is missing; known are \(names.joined(separator: ", "))")
            return nil
        }
        guard case .string(let name) = value, let read = readers[name] else {
            fields.complain("action", FieldReader.wrong(value, words: names))
            return nil
        }
        return read(&fields).map { (name, $0) }
    }

    private static let readers = connectionActions.merging(answerActions) { first, _ in first }
        .merging(replacements) { first, _ in first }

    /// The name of every action, in alphabetical order.
    static let names: [String] = readers.keys.sorted()

    /// What happens to the connection and to the bytes on it.
    private static let connectionActions: [String: Read] = [
        "refuse": { _ in .refuse },
        "reset_before": { .end(.beforeForward, orderly: orderly(&$0)) },
        "reset_after": { .end(.afterForward, orderly: orderly(&$0)) },
        "reset_mid": { fields in
            guard let bytes = needed("after", &fields, { $0.integer("after", in: 0 ... .max) })
            else { return nil }
            return .end(.within(bytes: bytes), orderly: orderly(&fields))
        },
        "delay": { fields in
            let point = fields.word("at", of: FaultAction.DelayPoint.self) ?? .beforeForward
            guard let time = needed("duration", &fields, { $0.duration("duration") })
            else { return nil }
            return .delay(milliseconds: time, at: point)
        },
        "slow": { fields in
            needed("bytes_per_second", &fields) { $0.integer("bytes_per_second", in: 1 ... .max) }
                .map { .slow(bytesPerSecond: $0) }
        },
        "length": { fields in
            let by = fields.integer("by", in: 1...1 << 40) ?? 100
            return needed("is", &fields) { $0.word("is", of: FaultAction.LengthLie.self) }
                .map { .length($0, by: by) }
        },
        "cut": { fields in
            let bytes = fields.integer("after", in: 0 ... .max)
            let share = fields.share("fraction")
            if bytes != nil, share != nil {
                fields.complain("fraction", "cannot be given together with after")
            }
            let point = bytes.map { FaultAction.CutPoint.after(bytes: $0) }
            return .cut(
                point ?? .fraction(share ?? 0.5), isChunked: fields.boolean("chunked") ?? false)
        },
        "garbage": { fields in
            let text = fields.text("body") ?? "\u{1}\u{2}\u{3} this is not HTTP\r\n\r\n"
            return .garbage(Array(text.utf8), forward: fields.boolean("forward") ?? false)
        },
        "continue_100": { .interim(count: $0.integer("count", in: 1...1000) ?? 1) },
    ]

    /// What an honest answer is made into.
    private static let answerActions: [String: Read] = [
        "ignore_if_range": { fields in
            fields.word("strip", of: StrippedFields.self) == .ifRange
                ? .dropFields(["if-range"]) : .dropFields(["range", "if-range"])
        },
        "206_wrong_range": { .change(.shiftedRange(by: $0.integer("by", in: 1...1 << 40) ?? 1)) },
        "no_id": { _ in .change(.noID) },
        "no_result": { _ in .change(.noResult) },
        "duplicate_id": {
            .change(.otherID($0.word("of", of: AnswerChange.OtherTask.self) ?? .previous))
        },
        "expired": { _ in .change(.expired) },
        "gzip": { _ in .change(.gzip) },
        "status": { fields in
            guard case .array(let values)? = fields.take("values"), !values.isEmpty else {
                fields.complain("values", "must be a list of words such as [\"queued\"]")
                return nil
            }
            let words = values.compactMap { value in
                if case .string(let word) = value { word } else { nil as String? }
            }
            if words.count < values.count {
                fields.complain("values", "has a value that is no text")
            }
            return .change(.statuses(words))
        },
        "list": { fields in
            var lie = AnswerChange.ListLie()
            lie.lag = fields.duration("lag")
            lie.repeats = fields.integer("repeat", in: 1 ... .max)
            lie.omits = fields.integer("omit", in: 1 ... .max)
            lie.loops = fields.boolean("loop") ?? false
            if lie == AnswerChange.ListLie() {
                fields.complain("action", "list needs one of lag, repeat, omit, loop")
            }
            return .change(.list(lie))
        },
    ]

    /// The fields of a request that are kept from the server.
    private enum StrippedFields: String, CaseIterable {
        case range
        case ifRange = "if_range"
    }

    private static let replacements = ReplacementReader.readers.mapValues { read -> Read in
        { fields in
            let replacement = read.make(&fields)
            let forward = read.alwaysForwards ? true : fields.boolean("forward") ?? false
            return replacement.map { .replace($0, forward: forward) }
        }
    }

    /// Whether the connection ends with FIN, by `"end": "close"`, rather than with RST.
    private static func orderly(_ fields: inout FieldReader) -> Bool {
        fields.word("end", of: End.self) == .close
    }

    private enum End: String, CaseIterable {
        case reset, close
    }

    /// A field that must be there.
    static func needed<Value>(
        _ name: String, _ fields: inout FieldReader, _ take: (inout FieldReader) -> Value?
    ) -> Value? {
        let before = fields.problems.count
        let value = take(&fields)
        if value == nil, fields.problems.count == before {
            fields.complain(name, "is missing")
        }
        return value
    }
}
