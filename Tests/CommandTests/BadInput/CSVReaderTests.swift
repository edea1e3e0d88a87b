import Testing

@testable import SoraCommands

@Suite struct `A table of requests` {
    @Test func `is read letter by letter: an accent makes one with nothing that parts cells`()
        throws
    {
        let records = try CSVReader.records(of: "a,\u{301}b,\"\u{301}c\"\nd", named: "t.csv")
        #expect(records.map(\.cells) == [["a", "\u{301}b", "\u{301}c"], ["d"]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `counts its lines, whatever ends them`(end: String) throws {
        let records = try CSVReader.records(
            of: "a\(end)\"b\(end)b\"\(end)\(end)c", named: "t.csv")
        #expect(records.map(\.line) == [1, 2, 5])
        #expect(records[1].cells.map { Array($0.utf8) } == [Array("b\(end)b".utf8)])
    }
}
