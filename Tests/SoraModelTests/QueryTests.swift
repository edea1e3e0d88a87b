import SoraModel
import Testing

@Suite struct `Query words` {
    /// 2026-11-21T02:03:04Z.
    private static let now = Timestamp(milliseconds: 1_795_226_584_000)

    private func parse(_ words: String..., about kind: ObjectKind = .video) throws -> Query {
        try QueryParser(kind, now: Self.now).parse(words)
    }

    /// The one term of a query.
    private func term(_ word: String) throws -> Query.Term {
        let query = try parse(word)
        try #require(query.alternatives.count == 1 && query.alternatives[0].count == 1)
        return query.alternatives[0][0]
    }

    private func range(_ word: String) throws -> [String] {
        guard case .range(let range) = try term(word).test else { return [] }
        return [
            range.lower.map { "\($0.isIncluded ? ">=" : ">") \($0.value)" },
            range.upper.map { "\($0.isIncluded ? "<=" : "<") \($0.value)" },
        ].compactMap(\.self)
    }

    @Test func `find everything where there are none`() throws {
        #expect(try parse().alternatives == [])
    }

    @Test func `are words of the text, a phrase, or about a field`() throws {
        let terms = try parse("Fox", "-\"in the Snow\"", "TITLE:\"red fox\"", "tag:a:b")
            .alternatives[0]
        try #require(terms.count == 4)
        #expect(terms.map(\.isNegated) == [false, true, false, false])
        #expect(terms.map { $0.field?.name } == [nil, nil, "title", "tag"])
        #expect(terms[0].test == .words(try #require(WordPhrase("fox", isPrefix: true))))
        #expect(terms[1].test == .words(try #require(WordPhrase("in the snow"))))
        #expect(terms[2].test == .words(try #require(WordPhrase("red fox"))))
        #expect(terms[3].test == .text("a:b"))
    }

    @Test func `in one text and in several are the same`() throws {
        #expect(try parse("fox tag:x , hen") == parse("fox", "tag:x", ",", "hen"))
        #expect(try parse("fox , hen").alternatives.map(\.count) == [1, 1])
    }

    @Test func `with a colon that is no field's are text`() throws {
        for word in ["12:30", "16:9", "\"title:fox\"", ":)a"] {
            #expect(try term(word).field == nil)
        }
    }

    @Test(arguments: [
        ("rating:3", [">= 3.0", "<= 3.0"]), ("rating:>=3", [">= 3.0"]), ("rating:>3", ["> 3.0"]),
        ("rating:<=3", ["<= 3.0"]), ("rating:<3", ["< 3.0"]), ("bytes:4..8", [">= 4.0", "<= 8.0"]),
        ("bytes:4..", [">= 4.0"]), ("bytes:..8", ["<= 8.0"]),
        ("duration:8", [">= 7.5", "< 8.5"]), ("duration:0.5", [">= 0.45", "< 0.55"]),
        ("duration:4.5..8.25", [">= 4.5", "<= 8.25"]), ("seconds:4..8", [">= 4.0", "<= 8.0"]),
        ("duration:2m", [">= 90.0", "< 150.0"]), ("duration:1:30", [">= 89.5", "< 90.5"]),
        ("duration:<1h", ["< 3600.0"]), ("duration:=8", [">= 8.0", "<= 8.0"]),
        ("bytes:>10M", ["> 10000000.0"]), ("bytes:<=1.5GiB", ["<= 1610612736.0"]),
        ("bytes:10M", [">= 9500000.0", "< 10500000.0"]), ("bytes:700", [">= 700.0", "<= 700.0"]),
        ("bytes:..500kB", ["<= 500000.0"]), ("height:>=720", [">= 720.0"]),
    ])
    func `compare numbers`(word: String, bounds: [String]) throws {
        #expect(try range(word) == bounds)
    }

    @Test(arguments: [
        ("created:2026", [">= 1767225600000.0", "< 1798761600000.0"]),
        ("created:2026-01", [">= 1767225600000.0", "< 1769904000000.0"]),
        ("created:2024-02-29", [">= 1709164800000.0", "< 1709251200000.0"]),
        ("created:2026-01-05T10:00", [">= 1767607200000.0", "< 1767607260000.0"]),
        ("created:2026-01..", [">= 1767225600000.0"]), ("created:..2026-01", ["< 1769904000000.0"]),
        ("created:2026-01..2026-02", [">= 1767225600000.0", "< 1772323200000.0"]),
        ("created:>2026-01", [">= 1769904000000.0"]), ("created:<2026-01", ["< 1767225600000.0"]),
        ("created:-7d..", [">= 1794621784000.0"]), ("created:..-2h", ["<= 1795219384000.0"]),
        ("created:-2w..-90s", [">= 1794016984000.0", "<= 1795226494000.0"]),
    ])
    func `compare moments, in UTC`(word: String, bounds: [String]) throws {
        #expect(try range(word) == bounds)
    }

    @Test(arguments: [
        ("titel:fox", "a video has no field titel; did you mean title?"),
        ("zzz:1", "a video has no field zzz; it has id, uid, title"),
        ("rating:good", "rating:good is not understood: write a whole number"),
        ("rating:3.5", "write a whole number"), ("rating:-1", "write a whole number"),
        ("duration:1..x", "write a number of seconds, 90s, 2m or 1:30, or a range"),
        ("duration:8..4", "write a number"),
        ("duration:..", "write a number"), ("duration:nan", "write a number"),
        ("rating:", "there is no value behind rating:"),
        ("verdict:good", "it is one of verified, mismatch, corrupt, unchecked, unprobed"),
        ("created:-7d", "-7d.. or ..-2h"), ("created:2026-13", "write a day, month or year"),
        ("created:2025-02-29", "write a day"), ("created:99-1-1", "write a day"),
        ("has_audio:perhaps", "write yes or no"), ("task:v3", "write a handle such as t12"),
        ("\"a fox", "the quote is not closed (at letter 1)"),
        ("fox title:\"a", "the quote is not closed (at letter 11)"),
        ("bytes:10X", "write a number of bytes such as 500k or 10M"),
        ("duration:1:75", "90s, 2m or 1:30"), ("duration:5d", "write a number of seconds"),
        ("rating:~3", "rating is no text, and a pattern is for texts"),
        ("is:lost", "it is one of present, missing, absent"),
        ("is:=missing", "is: is followed by a word alone"),
        ("has:titel", "a video can have no titel; did you mean title?"),
        ("descendant-of:t3", "write a handle such as v12"), ("isa:fox", "did you mean is"),
        ("title:~\(String(repeating: "a", count: 1001))", "a pattern has at most 1000 bytes"),
        (String(repeating: "fox ", count: 10_000), "at most 500 words, and this has 10000"),
        ("!!!", "!!! has no letter and no digit"), ("-", "- has no letter"),
        (", fox", "nothing on one side of a comma"), ("fox ,", "nothing on one side of a comma"),
        ("  ", "the query is empty"), ("title:!", "no letter and no digit"),
    ])
    func `that are wrong are told so`(words: String, message: String) {
        let error = #expect(throws: SoraError.self) { try parse(words) }
        #expect(error?.code == .invalid)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `that are wrong are told all at once`() {
        let error = #expect(throws: SoraError.self) {
            try parse("rating:good", "titel:x", "state:queued", "fox")
        }
        #expect(error?.eachProblem.count == 3, "\(error?.message ?? "")")
    }

    @Test func `that are wrong are told with their place`() {
        let error = #expect(throws: SoraError.self) { try parse("狐 titel:x", "rating:good ok") }
        #expect(
            error?.marked == MarkedText("狐 titel:x rating:good ok", marks: [2..<9, 10..<21]))
        #expect(error?.eachProblem.first?.hasSuffix("(at letter 3)") == true)
    }

    @Test func `have a comma by itself for or, which binds least, and a dash for not`() throws {
        let query = try parse("a -b , c")
        #expect(query.alternatives.map { $0.map(\.isNegated) } == [[false, true], [false]])
    }

    @Test func `are prefixes unless they are quoted`() throws {
        func isPrefix(_ word: String) throws -> Bool? {
            guard case .words(let phrase) = try term(word).test else { return nil }
            return phrase.isPrefix
        }
        #expect(try isPrefix("fox") == true)
        #expect(try isPrefix("title:fox") == true)
        #expect(try isPrefix("\"fox\"") == false)
        #expect(try isPrefix("title:\"red fox\"") == false)
        #expect(try isPrefix("neon-lit") == true)
    }

    @Test func `say what they mean of a field by a sign`() throws {
        #expect(try term("title:=\"A Fox\"").test == .exactly("A Fox"))
        #expect(try term("title:~^a.*x$").test == .pattern("^a.*x$"))
        #expect(try term("tag:\"~x\"").test == .text("~x"))
        #expect(try term("remixed-from:v12").field?.name == "remixed_from")
        #expect(try term("has:audio").test == .truth(true))
        #expect(try term("-has:notes").test == .present)
        #expect(try term("is:missing").test == .text("missing"))
        #expect(try term("is:trash").field?.name == "trashed")
    }

    @Test func `tell what is wrong with a pattern`() {
        let parser = QueryParser(.video, now: Self.now) { $0 == "(" ? "no end" : nil }
        let error = #expect(throws: SoraError.self) { try parser.parse(["title:~( tag:~("]) }
        #expect(error?.eachProblem.count == 2)
        #expect(error?.message.contains("the pattern ( is not understood: no end") == true)
    }

    @Test func `know the owner's own fields`() throws {
        let own = [
            QueryField(own: 1, "client", .text), QueryField(own: 2, "scene", .number),
            QueryField(own: 3, "due", .date),
        ]
        let parser = QueryParser(.video, now: Self.now, own: own)
        let terms = try parser.parse(["client:acme scene:>=3 due:2026-01.. has:client"])
            .alternatives[0]
        #expect(terms.map { $0.field?.own } == [1, 2, 3, 1])
        let error = #expect(throws: SoraError.self) { try parser.parse(["cleint:acme"]) }
        #expect(error?.message.contains("did you mean client?") == true)
    }

    @Test func `know the fields of the kind that is looked for`() throws {
        #expect(throws: Never.self) { try parse("state:queued cost:..0.8", about: .task) }
        #expect(throws: Never.self) { try parse("revision:2..", about: .prompt) }
        #expect(throws: Never.self) { try parse("format:png", about: .image) }
        #expect(throws: SoraError.self) { try parse("state:queued", about: .prompt) }
    }
}

@Suite struct `A phrase` {
    @Test(arguments: [
        ("fox", "A red FOX.", true), ("fox", "foxes", false), ("fox", "a firefox", false),
        ("red fox", "a red, fox", true), ("red fox", "red big fox", false), ("fox", "", false),
        ("a fox", "fox a fo a-fox", true), ("über", "ÜBER den Dächern", true),
        ("dächern", "u\u{308}ber den Da\u{308}chern", true), ("fox", "été fox", true),
        ("狐狸", "一只红狐狸在雪中", true), ("狸狐", "一只红狐狸在雪中", false),
        ("fo*", "foxes", true), ("red fo*", "a red foxtrot", true),
        ("red fo*", "redder fox", false),
        ("fo*", "a tofo", false), ("dä*", "über den Dächern", true), ("4k", "in 4K!", true),
        ("4", "4k", false), ("neon-lit", "NEON LIT streets", true),
        ("fox", "the fox", true), ("fo x", "fox", false),
    ])
    func `occurs as whole words in any case`(phrase: String, text: String, occurs: Bool) throws {
        let phrase = try #require(WordPhrase(written: phrase))
        #expect(phrase.occurs(in: text) == occurs)
        let bytes = (Array(phrase.text.utf8), Array(text.utf8))
        let quick = WordPhrase.asciiOccurs(bytes.0.span.bytes, in: bytes.1.span.bytes)
        let isASCII = (phrase.text + text).utf8.allSatisfy { $0 < 0x80 }
        #expect(quick == (isASCII ? occurs : nil))
    }
}
