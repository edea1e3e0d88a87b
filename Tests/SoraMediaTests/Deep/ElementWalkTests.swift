import SoraMedia
import SoraSystem
import Testing

struct `The elements of a segment` {
    private let header: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3, 0x80]

    private func element(_ id: [UInt8], _ body: [UInt8]) -> [UInt8] {
        id + [0x80 | UInt8(body.count)] + body
    }
    private func segment(_ body: [UInt8]) -> [UInt8] {
        header + element([0x18, 0x53, 0x80, 0x67], body)
    }
    private func cluster(_ body: [UInt8]) -> [UInt8] { element([0x1F, 0x43, 0xB6, 0x75], body) }
    private let tags = [0x12, 0x54, 0xC3, 0x67, 0x80] as [UInt8]
    private var block: [UInt8] { element([0xA3], [1, 2, 3, 4]) }

    private func problems(_ bytes: [UInt8]) throws -> [String] {
        let file = try OpenFile(holding: bytes, name: "segment")
        return try ElementWalk(file, size: Int64(bytes.count), files: FileSystem()).problems
    }

    @Test func `are sound one behind the other, with blocks in clusters`() throws {
        #expect(try problems(segment(cluster(block + block) + cluster(block) + tags)) == [])
    }

    @Test func `may have clusters of unknown length, as a live recording has`() throws {
        let live = [0x1F, 0x43, 0xB6, 0x75, 0xFF] + block + block
        let unknown = header + [0x18, 0x53, 0x80, 0x67, 0xFF]
        #expect(try problems(unknown + live + live) == [])
        #expect(
            try problems(unknown + live + live.dropLast())
                == ["the element at byte 38 is not inside its parent"])
    }

    @Test func `are each inside their parent`() throws {
        var bytes = segment(cluster(block) + tags)
        #expect(bytes[16] == 0x84)
        bytes[16] = 0x85
        #expect(try problems(bytes) == ["the element at byte 15 is not inside its parent"])
        bytes[16] = 0x84
        bytes[14] = 0xFE
        #expect(
            try problems(bytes) == ["the cluster at byte 10 ends at byte 141, the segment at 26"])
    }

    @Test func `are named where something else is`() throws {
        #expect(
            try problems(segment([0, 0, 0, 0])) == ["the bytes at 10 are no element of the segment"]
        )
    }
}
