import SoraCatalog
import SoraModel
import SoraTestSupport
import Testing

/// What is wrong with a dump is told, all at once and by its line, and nothing of it is loaded.
@Suite struct `A dump that is wrong` {
    let fixture: DumpFixture

    init() throws { fixture = try DumpFixture() }

    /// The problems of loading these lines; the catalogue must be as it was.
    private func problems(_ lines: [String]) throws -> [String] {
        let before = try DumpFixture.lines(of: fixture.target)
        var problems: [String] = []
        do {
            try fixture.load(lines)
            Issue.record("it was loaded")
        } catch let error as SoraError {
            #expect(error.code == .invalid && error.hint?.hasPrefix("nothing was loaded") == true)
            problems = error.eachProblem
        }
        #expect(try DumpFixture.lines(of: fixture.target) == before)
        return problems
    }

    private func problems(changing text: String, to other: String) throws -> [String] {
        let lines = try fixture.lines()
        #expect(lines.contains { $0.contains(text) })
        return try problems(lines.map { $0.replacing(text, with: other) })
    }

    @Test func `is cut off in the middle of a line, or between two`() throws {
        let lines = try fixture.lines()
        var cut = Array(lines.dropLast(3))
        #expect(try problems(cut) == ["it is cut off: the record `end` is missing"])
        cut[cut.count - 1] = String(cut[cut.count - 1].dropLast(20))
        #expect(
            try problems(cut).first == "line \(cut.count): it is not a JSON object")
    }

    @Test func `lacks a record`() throws {
        var lines = try fixture.lines()
        lines.remove(at: lines.count - 2)
        let found = try problems(lines)
        #expect(found.count == 1 && found[0].hasPrefix("it is not whole"), "\(found)")
    }

    @Test func `is no dump, or one of a later form`() throws {
        #expect(try problems(["{}"]).first?.contains("has no `record`") == true)
        #expect(try problems([]).first?.hasPrefix("it is no dump") == true)
        #expect(
            try problems(changing: #""format":1"#, to: #""format":9"#)
                == ["line 1: it is a dump of form 9; this program knows form 1"])
    }

    @Test func `has a word that no record has`() throws {
        #expect(
            try problems(changing: #""verdict":"#, to: #""verdikt":"#).first?
                .hasSuffix("there is no field `verdikt`; did you mean `verdict`?") == true)
        #expect(
            try problems(changing: #""record":"video""#, to: #""record":"vidoe""#).first?
                .hasSuffix("there is no record `vidoe`; did you mean `video`?") == true)
        #expect(
            try problems(changing: #""armed_at":"#, to: #""armed":"#).first?
                .contains("in `submit_attempt`, there is no field `armed`") == true)
    }

    @Test func `has values of the wrong kind, each told`() throws {
        let found = try problems(changing: #""verdict":"unprobed""#, to: #""verdict":"good""#)
        #expect(found.count == 4, "one for each video: \(found)")
        #expect(found[0].contains("it must be that verdict IN ('verified'"))
        #expect(
            try problems(changing: #""bytes":6"#, to: #""bytes":"six""#)
                .contains { $0.contains("cannot store TEXT value in INTEGER column video.bytes") })
        #expect(
            try problems(changing: #""verdict":"unprobed""#, to: #""verdict":{"a":1}"#).first?
                .contains("`verdict` cannot be object") == true)
        #expect(
            try problems(changing: #""event":["#, to: #""event":3,"title":["#)
                .contains { $0.contains("`event` has to be a list") })
    }

    @Test func `has a uid twice`() throws {
        var lines = try fixture.lines()
        let place = try #require(lines.firstIndex { $0.hasPrefix(#"{"record":"prompt""#) })
        lines.insert(lines[place].replacing(/"id":[0-9]+,/, with: #""id":77,"#), at: place)
        let found = try problems(lines)
        #expect(
            found.contains { $0.contains("another record with the same prompt.uid") }, "\(found)")
    }

    @Test func `names something that is not there`() throws {
        let found = try problems(changing: #""remixed_from":1"#, to: #""remixed_from":99"#)
        #expect(found.contains("v3 names a video that is not there (remixed_from)"), "\(found)")
        #expect(found.contains("t4 names a video that is not there (remixed_from)"), "\(found)")
    }

    @Test func `lets a clip be its own ancestor`() throws {
        let lines = try fixture.lines().map { line in
            line.hasPrefix(#"{"record":"video","id":1,"#)
                ? line.replacing(
                    #""operation":"create""#, with: #""operation":"remix","remixed_from":4"#)
                : line
        }
        let found = try problems(lines)
        #expect(found[0].contains("is its own ancestor"), "\(found)")
    }

    @Test func `is wrong in one of thousands of records that are alike`() throws {
        var lines = try fixture.lines()
        let place = try #require(lines.firstIndex { $0.hasPrefix(#"{"record":"prompt""#) })
        let prompt =
            #"{"record":"prompt","id":ID,"uid":"u-ID","text":"a fox","digest":"d","revision":1,"#
            + #""created_at":5,"prompt_tag":["a","b"]}"#
        let many = (1_000..<3_500).map { prompt.replacing("ID", with: "\($0)") }
        lines.insert(contentsOf: many, at: place)
        lines[lines.count - 1] = #"{"record":"end","records":\#(lines.count - 2)}"#
        func found(_ number: Int, _ text: String, _ other: String) throws -> [String] {
            var lines = lines
            let wrong = lines[place + number].replacing(text, with: other)
            #expect(lines[place + number] != wrong)
            lines[place + number] = wrong
            return try problems(lines)
        }
        let line = place + 2_301
        #expect(
            try found(2_300, #""revision""#, #""revison""#)
                == ["line \(line): there is no field `revison`; did you mean `revision`?"])
        #expect(
            try found(2_300, #"["a","b"]"#, #""a""#)
                == ["line \(line): `prompt_tag` has to be a list"])
        #expect(
            try found(2_300, #""a fox""#, #"{"a":"fox"}"#)
                == ["line \(line): `text` cannot be object"])
        #expect(
            try found(2_300, #""a fox""#, "null")
                == ["line \(line): prompt.text is missing"])
        #expect(
            try found(2_300, #""a fox""#, #""a \q fox""#)
                == ["line \(line): it is not a JSON object"])
        for (name, wrong) in [("\"id\":3300", "\"id\":3300.5"), ("\"u-3300\"", "33")] {
            #expect(
                try found(2_300, name, wrong)
                    == [
                        "line \(line): it needs a `uid` that is a text and an `id` that is a whole number"
                    ])
        }
        lines[place + 2_400] = lines[place + 2_400].replacing("u-3400", with: #"u\u002d3400"#)
        let summary = try fixture.load(lines)
        #expect(summary.added["prompt"] ?? 0 >= 2_500)
        #expect(
            try fixture.value("SELECT count(*) FROM prompt_tag WHERE prompt_id >= 1000") == "5000")
        #expect(try fixture.value("SELECT id FROM prompt WHERE uid = 'u-3400'") == "3400")
    }

    @Test func `is nested ten thousand deep, has NUL, or is not UTF-8`() throws {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        #expect(try problems([deep]).first?.contains("is no dump of a library") == true)
        #expect(try problems(["\0\0\0"]).first?.contains("is no dump of a library") == true)
    }
}
