import Testing

@testable import SoraImport

@Suite struct `JSON that is read where it lies` {
    private func view(_ text: String) -> JSONView? { JSONView(Array(text.utf8)) }

    @Test(arguments: [
        #"{"a":1,"b":[true,null,{"c":"d"}],"e":{}}"#, "[]", " [ 1 , -2.5e3 ] ", #""x""#, "0", "{}",
        "\u{feff}{\"a\":\"b\"}", "[NaN]", #"{"a":"\"]}"}"#, "[[[],[]],{}]",
    ])
    func `is accepted`(text: String) {
        #expect(view(text) != nil)
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "[1]]",
        "[1 2]",
        "\"a", "\"a\nb\"", "tru", "nope", "[,]", "{\"a\":1 \"b\":2}", "\"a\\", "<html>", "1 2",
        "--1",
        "[1}", "{\"a\":1]",
    ])
    func `is refused`(text: String) {
        #expect(view(text) == nil)
    }

    @Test func `gives members, elements, texts and numbers`() throws {
        let json = try #require(
            view(#" {"a" : "x\n\u00e9\ud83e\udd8a\/" , "b":[ 1, "2", [3] ,{"z":0}], "a2":12.50} "#))
        let members = json.members
        #expect(members.keys.sorted() == ["a", "a2", "b"])
        #expect(members["a"]?.string == "x\né🦊/")
        #expect(members["a2"]?.number == 12.5)
        #expect(members["a2"]?.identifier == "12.50")
        let list = try #require(members["b"]).elements
        #expect(list.count == 4)
        #expect(list[0].number == 1)
        #expect(list[1].number == 2)
        #expect(list[2].elements.first?.number == 3)
        #expect(list[3].members["z"]?.text == "0")
        #expect(members["b"]?.strings == ["2"])
    }

    @Test func `may say strange things in its strings`() throws {
        let json = try #require(view(#"["\ud800","\u12","\q","\u0000"]"#))
        #expect(json.elements[0].string == "\u{FFFD}")
        #expect(json.elements[2].string == "q")
        #expect(json.elements[3].string == "\0")
        #expect(json.elements[1].string != nil)
    }

    @Test(arguments: ["[", "{\"a\":"])
    func `is refused when it is nested 10,000 deep, and costs no stack`(open: String) {
        let close = open == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        #expect(view(nested(10_000)) == nil)
        #expect(view(nested(1_000_000)) == nil)
        #expect(view(nested(JSONScan.deepest)) != nil)
    }

    /// Every cut of a right text is refused, and nothing reads past its end.
    @Test func `is refused wherever it was cut`() throws {
        let bytes = try Fixture.bytes("openai-video.json").dropLast()
        for end in 0..<bytes.count - 1 {
            #expect(JSONView(Array(bytes.prefix(end))) == nil, "cut after \(end) bytes")
        }
    }
}
