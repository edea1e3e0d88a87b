import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

struct `A file whose end is missing is never accepted` {
    @Test(arguments: [true, false])
    func `wherever a movie made by hand is cut`(fastStart: Bool) async throws {
        var movie = TinyMovie()
        movie.fastStart = fastStart
        movie.bytesPerFrame = 40
        let bytes = movie.bytes
        try await expectNoCutAccepted(bytes, at: Array(stride(from: 1, to: bytes.count, by: 7)))
    }

    @Test(
        .enabled(if: FFmpeg.isInstalled, "ffmpeg is not installed"),
        arguments: [
            "plain.mp4", "faststart.mp4", "plain.mov", "fragmented.mp4", "hybrid.mp4", "plain.mkv",
            "vp9.webm", "cover.webp",
        ])
    func `wherever a real one is cut, at every 1 KiB`(name: String) async throws {
        let path = try await MediaSamples.shared.path(named: name)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        var cuts = Array(stride(from: 1_024, to: bytes.count, by: 1_024))
        cuts.append(bytes.count - 1)
        try await expectNoCutAccepted(bytes, at: cuts)
    }

    @Test func `and the words tell where it ends`() async throws {
        let bytes = TinyMovie().bytes
        let folder = try MediaFolder()
        let probe = try await measure(folder.file("cut.mp4", Array(bytes.prefix(9_000))))
        #expect(!probe.ok)
        #expect(
            probe.problems == [
                "truncated: the \"mdat\" box ends at byte \(bytes.count), the file has 9000"
            ])
        #expect(probe.width == 320)
    }

    @Test func `and a missing index is called by its name`() async throws {
        var movie = TinyMovie()
        movie.fastStart = false
        let folder = try MediaFolder()
        let dataEnd = 24 + 8 + Int(movie.frames * movie.bytesPerFrame)
        let probe = try await measure(folder.file("cut.mp4", Array(movie.bytes.prefix(dataEnd))))
        #expect(probe.problems == ["no index (moov box)"])
    }

    private func expectNoCutAccepted(_ bytes: [UInt8], at cuts: [Int]) async throws {
        let folder = try MediaFolder()
        let workers = MediaWorkers(helper: try builtHelper(), count: 1)
        let whole = try folder.file("whole", bytes)
        #expect(try measured(await workers.probe(whole)).ok)
        let paths = try cuts.map { try folder.file("\($0)", Array(bytes.prefix($0))) }
        try await workers.probeAll(paths) { path, outcome in
            let probe = try measured(outcome)
            #expect(!probe.ok, "cut at \(path.split(separator: "/").last ?? "")")
            #expect(!probe.problems.isEmpty)
        }
        await workers.shutdown()
    }
}
