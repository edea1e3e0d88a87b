import Testing

@testable import SoraHTTP

struct HeadCollectorTests {
    private func collect(_ lines: [String], limit: Int = 1000) throws -> HTTPHeadCollector {
        var head = HTTPHeadCollector(limit: limit)
        for line in lines { _ = try head.take(Array((line + "\r\n").utf8)) }
        return head
    }

    @Test func `folded lines go on after one space`() throws {
        let head = try collect(["HTTP/1.1 200 OK", "X-A: one", "\t  two ", " three", "Y: 1", ""])
        #expect(head.headers["x-a"] == "one two three")
        #expect(head.headers["y"] == "1")
    }

    @Test func `the header is complete once, at the end of the final block`() throws {
        var head = HTTPHeadCollector(limit: 1000)
        let lines = [
            "HTTP/1.1 100 Continue", "A: 1", "", "HTTP/1.1 200", "B: 2", "", "Trailer: 3", "",
        ]
        let complete = try lines.map { try head.take(Array(($0 + "\r\n").utf8)) }
        #expect(complete == [false, false, false, false, false, true, false, false])
        #expect(head.headers == HTTPHeaders([("B", "2")]))
    }

    @Test func `fields that no reader agrees on are left out`() throws {
        let head = try collect([
            "HTTP/1.1 200 OK", "no colon", "Spaced : 1", " folded", ": 2", "Good: 3", "",
        ])
        #expect(head.headers == HTTPHeaders([("Good", "3")]))
    }

    @Test func `bytes that are not UTF-8 are kept as Latin-1`() throws {
        var head = try collect(["HTTP/1.1 200 OK"])
        _ = try head.take(Array("X: ".utf8) + [0xe9, 0x0d, 0x0a])
        _ = try head.take(Array("Y: é\n".utf8))
        #expect(head.headers["x"] == "é")
        #expect(head.headers["y"] == "é")
    }

    @Test func `the limit counts all blocks together`() throws {
        #expect(throws: HTTPHeadError.tooLarge(60)) {
            try collect(
                ["HTTP/1.1 102 Processing", "", "HTTP/1.1 102 Processing", "", "HTTP/1.1 200"],
                limit: 60)
        }
    }

    @Test(arguments: ["HTTP/1.1", "HTTP/1.1 20 OK", "HTTP/1.1 abc", "HTTP/1.1 099 X"])
    func `a status line without a status is refused`(line: String) {
        #expect(throws: HTTPHeadError.self) { try collect([line]) }
    }
}
