/// What the fields of an object in the output are, in their order; the contract of the reference.
indirect enum Shape: Sendable {
    case text
    case integer
    case number
    case truth
    /// A moment, such as `2026-11-21T02:03:04Z`.
    case moment
    /// A letter and a number, such as `t41`.
    case handle(Character)
    /// One of these words.
    case word([String])
    case list(Shape)
    case object([(String, Shape)])
    /// An object of numbers with exactly these names, in this order.
    case counts([String])
    /// An object of texts and numbers with any names.
    case values
    /// This, or null.
    case maybe(Shape)

    /// What in a value is not as it has to be, each a sentence; empty where all is well.
    func problems(in value: OrderedJSON?, at place: String = "it") -> [String] {
        guard let value else { return ["\(place) is not there"] }
        switch (self, value) {
        case (.maybe, .null): return []
        case (.maybe(let shape), _): return shape.problems(in: value, at: place)
        case (.text, .text), (.truth, .bool), (.number, .number): return []
        case (.integer, .number) where value.integer != nil: return []
        case (.moment, .text(let text)):
            let isMoment = text.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) != nil
            return isMoment ? [] : ["\(place) is no moment: \(text)"]
        case (.handle(let letter), .text(let text)):
            let isHandle = text.first == letter && Int(text.dropFirst()) != nil
            return isHandle ? [] : ["\(place) is no handle: \(text)"]
        case (.word(let words), .text(let text)):
            return words.contains(text) ? [] : ["\(place) is none of \(words): \(text)"]
        case (.list(let shape), .array(let elements)):
            return elements.enumerated().flatMap { shape.problems(in: $1, at: "\(place)[\($0)]") }
        case (.counts(let names), .object(let members)):
            guard members.map(\.name) == names else {
                return ["\(place) has the names \(members.map(\.name)), not \(names)"]
            }
            return members.filter { $0.value.integer == nil }.map {
                "\(place).\($0.name) is no whole number"
            }
        case (.values, .object(let members)):
            return members.filter { $0.value.string == nil && $0.value.double == nil }.map {
                "\(place).\($0.name) is neither text nor number"
            }
        case (.object(let fields), .object(let members)):
            guard members.map(\.name) == fields.map(\.0) else {
                return ["\(place) has the fields \(members.map(\.name)), not \(fields.map(\.0))"]
            }
            return zip(fields, members).flatMap { field, member in
                field.1.problems(in: member.value, at: "\(place).\(field.0)")
            }
        default: return ["\(place) is another type: \(value)"]
        }
    }
}

extension Shape {
    private static let operations = ["create", "import", "remix", "edit", "extend", "frame"]
    private static let verdicts = ["verified", "mismatch", "corrupt", "unchecked", "unprobed"]
    private static let states = [
        "draft", "queued", "submitting", "uncertain", "submitted", "in_progress", "completed",
        "downloading", "succeeded", "failed", "rejected", "cancelled", "expired", "abandoned",
    ]

    static let task = Shape.object([
        ("id", .handle("t")), ("uid", .text), ("state", .word(states)), ("provider", .text),
        ("profile", .text), ("model", .text), ("operation", .word(operations)), ("prompt", .text),
        ("prompt_id", .handle("p")), ("seconds", .maybe(.integer)), ("size", .maybe(.text)),
        ("aspect_ratio", .maybe(.text)), ("images", .list(.handle("i"))),
        ("remixed_from", .maybe(.handle("v"))), ("retry_of", .maybe(.handle("t"))),
        ("remote_id", .maybe(.text)), ("remote_status", .maybe(.text)),
        ("progress", .maybe(.integer)), ("video", .maybe(.handle("v"))),
        ("error", .maybe(.object([("code", .text), ("message", .text)]))),
        ("submit_attempts", .integer),
        (
            "cost",
            .maybe(.object([("amount", .text), ("currency", .text), ("estimated", .truth)]))
        ),
        ("created_at", .moment), ("submitted_at", .maybe(.moment)),
        ("completed_at", .maybe(.moment)), ("expires_at", .maybe(.moment)),
        ("awaits", .maybe(.handle("t"))),
    ])

    static let video = Shape.object([
        ("id", .handle("v")), ("uid", .text), ("title", .maybe(.text)), ("path", .maybe(.text)),
        ("sha256", .maybe(.text)), ("bytes", .maybe(.integer)), ("container", .maybe(.text)),
        ("duration", .maybe(.number)), ("width", .maybe(.integer)), ("height", .maybe(.integer)),
        ("rotation", .maybe(.integer)), ("frame_rate", .maybe(.number)),
        ("bit_rate", .maybe(.integer)), ("video_codec", .maybe(.text)),
        ("audio_codec", .maybe(.text)), ("has_audio", .maybe(.truth)),
        (
            "requested",
            .maybe(
                .object([
                    ("seconds", .maybe(.number)), ("width", .maybe(.integer)),
                    ("height", .maybe(.integer)), ("aspect_ratio", .maybe(.text)),
                ]))
        ),
        ("verdict", .word(verdicts)), ("reasons", .list(.text)), ("reason_codes", .list(.text)),
        ("file_state", .word(["present", "missing", "absent"])), ("prompt", .maybe(.text)),
        ("provider", .maybe(.text)), ("model", .maybe(.text)), ("task", .maybe(.handle("t"))),
        ("operation", .word(operations)), ("remixed_from", .maybe(.handle("v"))),
        ("tags", .list(.text)), ("rating", .maybe(.integer)), ("notes", .maybe(.text)),
        ("collections", .list(.text)), ("created_at", .moment), ("imported_at", .maybe(.moment)),
        ("video_duration", .maybe(.number)), ("fast_start", .maybe(.truth)), ("deep", .maybe(deep)),
        ("deep_at", .maybe(.moment)),
        ("fields", .values),
    ])

    static let prompt = Shape.object([
        ("id", .handle("p")), ("uid", .text), ("text", .text), ("title", .maybe(.text)),
        ("revision", .integer), ("revises", .maybe(.handle("p"))), ("tags", .list(.text)),
        ("tasks", .integer), ("created_at", .moment),
    ])

    static let image = Shape.object([
        ("id", .handle("i")), ("uid", .text), ("path", .maybe(.text)), ("url", .maybe(.text)),
        ("sha256", .maybe(.text)), ("bytes", .maybe(.integer)), ("format", .maybe(.text)),
        ("width", .maybe(.integer)), ("height", .maybe(.integer)), ("title", .maybe(.text)),
        ("tags", .list(.text)), ("created_at", .moment),
    ])

    private static let stretches = Shape.list(.object([("start", .number), ("end", .number)]))

    /// What was found by decoding.
    static let deep = Shape.object([
        (
            "tracks",
            .list(
                .object([
                    ("kind", .word(["video", "audio"])), ("codec", .text), ("packets", .integer),
                    ("expected_packets", .maybe(.integer)), ("frames", .integer),
                    ("errors", .integer), ("first", .maybe(.number)), ("last", .maybe(.number)),
                ]))
        ),
        ("black", stretches), ("frozen", stretches), ("silent", stretches),
        ("loudness", .maybe(.number)),
        ("problems", .list(.object([("code", .text), ("words", .text)]))),
    ])

    static let probe = Shape.object([
        ("path", .text), ("ok", .truth), ("container", .maybe(.text)),
        ("duration", .maybe(.number)), ("width", .maybe(.integer)), ("height", .maybe(.integer)),
        ("rotation", .maybe(.integer)), ("frame_rate", .maybe(.number)),
        ("bit_rate", .maybe(.integer)), ("video_codec", .maybe(.text)),
        ("audio_codec", .maybe(.text)), ("has_audio", .maybe(.truth)),
        ("bytes", .maybe(.integer)), ("problems", .list(.text)),
        ("video_duration", .maybe(.number)), ("fast_start", .maybe(.truth)), ("deep", .maybe(deep)),
    ])

    static let score = Shape.object([
        ("model", .text), ("delivered", .integer), ("verified", .integer), ("mismatch", .integer),
        ("corrupt", .integer), ("failed", .integer), ("expired", .integer),
        ("median_wait", .maybe(.number)),
        (
            "cost_per_verified_second",
            .maybe(.object([("amount", .text), ("currency", .text)]))
        ),
    ])

    static let provider = Shape.object([
        ("name", .text), ("profile", .text), ("base_url", .text), ("key", .text),
        ("state", .word(["ready", "paused", "retired", "removed"])), ("reason", .maybe(.text)),
        ("scores", .list(score)), ("abilities", .list(.text)), ("models", .list(model)),
        ("limits", .maybe(limits)), ("budgets", .list(budget)),
    ])

    static let budget = Shape.object([
        ("period", .word(["day", "month"])), ("amount", .text), ("currency", .text),
        ("spent", .text), ("reserved", .text), ("left", .text), ("unpriced_spent", .integer),
        ("unpriced_queued", .integer), ("frees_at", .moment),
    ])

    static let model = Shape.object([
        ("model", .maybe(.text)), ("seconds", .list(.integer)),
        ("unconfirmed_seconds", .list(.integer)), ("sizes", .list(.text)),
        ("unconfirmed_sizes", .list(.text)), ("aspect_ratios", .list(.text)),
        ("styles", .list(.text)),
        (
            "price_per_second",
            .list(.object([("sizes", .list(.text)), ("amount", .text), ("currency", .text)]))
        ),
    ])

    static let limits = Shape.object([
        ("images", .integer), ("image_forms", .list(.word(["file", "url"]))),
        ("prompt_characters", .integer), ("submits_at_once", .integer),
        ("requests_at_once", .integer), ("result_seconds", .integer),
        ("prices_as_of", .maybe(.text)),
    ])

    static let providerCheck = Shape.object([
        ("name", .text), ("profile", .text), ("base_url", .text), ("key", .text),
        ("state", .word(["ready", "paused", "retired", "removed"])), ("reason", .maybe(.text)),
        ("abilities", .list(.text)), ("models", .list(model)), ("limits", .maybe(limits)),
        ("budgets", .list(budget)), ("inabilities", .list(.text)), ("clock_skew", .maybe(.integer)),
        (
            "checks",
            .list(
                .object([
                    ("check", .text), ("state", .word(["good", "notice", "fault"])),
                    ("message", .text), ("hint", .maybe(.text)), ("details", .list(.text)),
                ]))
        ),
    ])

    static let status = Shape.object([
        ("tasks", .counts(states)), ("videos", .counts(verdicts)),
        ("to_decide", .list(.handle("t"))),
        (
            "expiring",
            .list(.object([("task", .handle("t")), ("expires_at", .moment)]))
        ),
        ("providers", .list(provider)),
        ("spent", .list(.object([("amount", .text), ("currency", .text)]))),
        ("disk", .object([("library", .integer), ("free", .integer)])),
        (
            "awaiting",
            .list(
                .object([
                    ("task", .handle("t")), ("awaits", .maybe(.text)), ("reason", .maybe(.text)),
                ]))
        ),
        (
            "failed",
            .list(
                .object([
                    ("task", .handle("t")), ("state", .word(["failed", "rejected", "expired"])),
                    ("code", .maybe(.text)), ("message", .maybe(.text)),
                ]))
        ),
        (
            "schedule",
            .maybe(
                .object([
                    ("method", .word(["systemd", "cron"])), ("timing", .maybe(.text)),
                    ("next_run", .maybe(.moment)), ("problems", .list(.text)),
                ]))
        ),
        (
            "last_run",
            .maybe(
                .object([
                    ("started_at", .moment), ("ended_at", .maybe(.moment)),
                    ("state", .word(["running", "ended", "killed"])), ("started_by", .text),
                    ("exit_status", .maybe(.integer)), ("summary", .text),
                ]))
        ),
    ])

    static let sync = Shape.object([
        ("submitted", .integer), ("downloaded", .integer), ("verified", .integer),
        ("mismatch", .integer), ("corrupt", .integer), ("failed", .integer),
        ("expired", .integer), ("uncertain", .integer), ("waiting", .integer),
        ("paused", .list(.text)), ("unreachable", .list(.text)), ("over_budget", .list(.text)),
        ("adopted", .integer), ("unlisted", .list(.text)),
    ])

    static let verify = Shape.object([
        ("checked", .integer), ("verdicts", .counts(verdicts)), ("changed", .list(.handle("v"))),
    ])

    static let collection = Shape.object([
        ("name", .text), ("uid", .text), ("query", .maybe(.text)), ("count", .integer),
        ("videos", .list(.handle("v"))),
    ])

    static let imported = Shape.object([
        ("imported", .list(.handle("v"))),
        ("duplicates", .list(.object([("path", .text), ("video", .maybe(.handle("v")))]))),
        ("failed", .list(.object([("path", .text), ("code", .text), ("message", .text)]))),
    ])

    static let exported = Shape.object([
        ("directory", .text), ("written", .integer), ("unchanged", .integer),
        ("removed", .integer),
        (
            "skipped",
            .list(
                .object([("id", .maybe(.handle("v"))), ("name", .maybe(.text)), ("reason", .text)]))
        ),
        ("bytes", .integer),
    ])

    static let lineage = Shape.object([
        ("root", .handle("v")), ("nodes", .list(video)), ("tasks", .list(task)),
        ("states", .values),
        (
            "edges",
            .list(
                .object([
                    ("parent", .handle("v")), ("child", .handle("v")),
                    ("operation", .word(operations)),
                ]))
        ),
    ])

    static let initialised = Shape.object([("library", .text), ("uid", .text)])

    static let error = Shape.object([("code", .text), ("message", .text), ("hint", .text)])
}
