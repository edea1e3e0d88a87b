import SoraSystem
import Testing

@testable import SoraExport

/// The quick reader takes just what is written, and nothing else.
@Suite struct `Lines of a record` {
    private static let sum = String(repeating: "ab", count: 32)

    private func record(_ names: [String]) -> ExportManifest {
        ExportManifest(
            selection: ExportSelection(library: "x", kind: .query("fox")), isBag: false,
            digest: Self.sum,
            files: names.enumerated().compactMap { number, name in
                ExportPath(name).map {
                    ExportedFile(
                        path: $0, role: .clip, video: "u\(number)", sha256: Self.sum,
                        bytes: Int64(number), modified: 1_700_000_000_000_000_000 + Int64(number),
                        link: number == 1 ? .symbolic : .copy)
                }
            })
    }

    @Test func `are read as they were written`() throws {
        let record = record(["a.mp4", "狐.mp4", "c/d.mp4"])
        var reader = RecordReader(Array(record.text.utf8))
        let isSame = reader.skip(Array(record.head.utf8))
        #expect(isSame)
        for file in record.files {
            let next = reader.next()
            let line = try #require(next)
            #expect(String(decoding: line.path, as: UTF8.self) == file.path.text)
            #expect(String(decoding: line.sha256, as: UTF8.self) == Self.sum)
            #expect(line.bytes == file.bytes && line.modified == file.modified)
            #expect(line.isLink == (file.link == .symbolic))
        }
        let none = reader.next()
        #expect(none?.bytes == nil)
        let isEnd = reader.skip(Array("\n]}\n".utf8))
        #expect(isEnd && reader.isAtEnd)
    }

    @Test func `with an escape are left to the whole reader`() {
        let record = record(["a\"b.mp4"])
        var reader = RecordReader(Array(record.text.utf8))
        let isSame = reader.skip(Array(record.head.utf8))
        let line = reader.next()
        #expect(isSame && line?.bytes == nil)
    }

    @Test func `of a record that was cut are none`() {
        let bytes = Array(record(["a.mp4"]).text.utf8)
        for count in 0..<bytes.count - 4 {
            var reader = RecordReader(Array(bytes.prefix(count)))
            let isSame = reader.skip(Array(record([]).head.utf8))
            let line = reader.next()
            #expect(!isSame || line?.bytes == nil)
        }
    }
}
