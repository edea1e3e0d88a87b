import Foundation
import SoraMedia
import SoraSystem
import SoraTestSupport
import Testing

struct `The boxes of a movie` {
    private func tree(_ bytes: [UInt8]) throws -> BoxTree {
        let file = try OpenFile(holding: bytes, name: "movie")
        return try BoxTree(file, size: Int64(bytes.count), files: FileSystem())
    }

    /// Where a box of a kind begins: its length.
    private func place(of kind: String, in bytes: [UInt8]) throws -> Int {
        let name = Array(kind.utf8)
        return try #require((4..<bytes.count - 4).first { Array(bytes[$0..<$0 + 4]) == name }) - 4
    }

    @Test func `tell where the data is, and how many samples each track has`() throws {
        var movie = TinyMovie()
        movie.hasAudio = true
        let bytes = movie.bytes
        let found = try tree(bytes)
        #expect(found.problems == [])
        #expect(found.samples == [1: 50, 2: 8_000])
        let start = Int64(try place(of: "mdat", in: bytes)) + 8
        #expect(found.data == [start..<Int64(bytes.count)])
        #expect(!found.isFragmented)
    }

    @Test func `are each inside their parent`() throws {
        var bytes = TinyMovie().bytes
        let place = try place(of: "stsz", in: bytes)
        bytes[place + 2] = 1
        #expect(
            try tree(bytes).problems == [
                "the \"stsz\" box at byte \(place) is not inside its \"stbl\" box"
            ])
    }

    @Test(arguments: [("stco", 12), ("stts", 12), ("stsc", 12)])
    func `have room for their tables`(kind: String, countAt: Int) throws {
        var bytes = TinyMovie().bytes
        let place = try place(of: kind, in: bytes)
        bytes[place + countAt] = 0x7F
        let problems = try tree(bytes).problems
        #expect(problems.count == 1)
        #expect(problems.first?.hasSuffix("entries is longer than its box") == true)
    }

    @Test func `of segments end where the file does`() throws {
        let movie = TinyMovie().bytes
        func index(of bytes: UInt32) -> [UInt8] {
            func long(_ number: UInt32) -> [UInt8] {
                [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
            }
            let parts = [44, 0, 1, 25, 0, 0, 1, bytes, 25, 0].map { long($0) }
            var box = parts[0] + Array("sidx".utf8)
            for part in parts.dropFirst() { box += part }
            return box
        }
        let size = UInt32(movie.count)
        #expect(try tree(index(of: size) + movie).problems == [])
        #expect(
            try tree(index(of: size + 1) + movie).problems == [
                "the index of segments ends at byte \(size + 45), the file has \(size + 44)"
            ])
    }

    @Test func `end a walk however their lengths are changed`() throws {
        let whole = TinyMovie().bytes
        for place in stride(from: 0, to: min(700, whole.count), by: 3) {
            for value in [0, 1, 7, 8, 0x7F, 0xFF] as [UInt8] {
                var bytes = whole
                bytes[place] = value
                #expect(try tree(bytes).problems.count <= 8)
            }
        }
    }
}
