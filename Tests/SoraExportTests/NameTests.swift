import Foundation
import SoraExport
import SoraTestSupport
import Testing

@Suite struct `The list of sums` {
    @Test func `is what sha256sum itself would write, names with ends of line too`() throws {
        let tool = "/usr/bin/sha256sum"
        try #require(
            FileManager.default.isExecutableFile(atPath: tool), "no sha256sum: NOT checked")
        let folder = try TemporaryFolder()
        let names = ["plain", "with space", "back\\slash", "new\nline", "re\rturn", "-x", "狐狸"]
        var list = ""
        for name in names {
            try folder.write(Array(name.utf8), to: name)
            let own = try run(tool, ["--", name], in: folder.path)
            let line = ChecksumList.line(String(own.drop { $0 == "\\" }.prefix(64)), name)
            #expect(line == own)
            list += line
        }
        try folder.write(Array(list.utf8), to: "SHA256SUMS")
        let checked = try run(tool, ["--strict", "--quiet", "-c", "SHA256SUMS"], in: folder.path)
        #expect(checked == "")
    }

    private func run(_ tool: String, _ words: [String], in folder: String) throws -> String {
        let outcome = try Child.run(tool, words, current: folder)
        #expect(outcome.status == 0)
        return outcome.output
    }
}
