import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

struct `A movie made by hand` {
    @Test func `is measured from its headers`() async throws {
        var movie = TinyMovie()
        movie.timescale = 24_000
        movie.ticks = 1_001
        movie.frames = 48
        movie.hasAudio = true
        let folder = try MediaFolder()
        let path = try folder.file("clip.mp4", movie.bytes)
        let probe = try await measure(path)
        var expected = MediaProbe(path: path, ok: true, bytes: Int64(movie.bytes.count))
        expected.container = "mov,mp4,m4a,3gp,3g2,mj2"
        expected.duration = 2.002
        expected.width = 320
        expected.height = 180
        expected.rotation = 0
        expected.frameRate = 24_000.0 / 1_001
        expected.bitRate = Int(Double(movie.bytes.count) * 8 / 2.002)
        expected.videoCodec = "h264"
        expected.audioCodec = "pcm_s16le"
        expected.hasAudio = true
        expected.videoDuration = 2.002
        expected.fastStart = true
        #expect(probe == expected)
    }

    @Test(arguments: [0, 90, 180, 270])
    func `tells its clockwise rotation, and its sides as stored`(rotation: Int) async throws {
        var movie = TinyMovie()
        movie.rotation = rotation
        let folder = try MediaFolder()
        let probe = try await measure(folder.file("turned.mp4", movie.bytes))
        #expect(probe.rotation == rotation)
        #expect(probe.width == 320)
        #expect(probe.height == 180)
    }

    @Test(arguments: [true, false])
    func `is whole when the index stands before or after the frames`(
        fastStart: Bool
    ) async throws {
        var movie = TinyMovie()
        movie.fastStart = fastStart
        let folder = try MediaFolder()
        let probe = try await measure(folder.file("whole.mp4", movie.bytes))
        #expect(probe.ok)
        #expect(probe.duration == 2)
        #expect(probe.hasAudio == false)
        #expect(probe.fastStart == fastStart)
    }

    @Test func `is whole with bytes behind its last box, which are mentioned`() async throws {
        let folder = try MediaFolder()
        let movie = TinyMovie().bytes
        let probe = try await measure(folder.file("tail.mp4", movie + [13, 10]))
        #expect(probe.ok)
        #expect(probe.problems == ["2 bytes at byte \(movie.count) are not a box"])
    }

    @Test func `survives every byte of its headers being changed`() async throws {
        var movie = TinyMovie()
        movie.hasAudio = true
        let bytes = movie.bytes
        let headers = bytes.count - Int(movie.frames * movie.bytesPerFrame) - 32_000
        let folder = try MediaFolder()
        let workers = MediaWorkers(helper: try builtHelper(), count: 2)
        var paths: [String] = []
        for offset in 0..<headers {
            var changed = bytes
            changed[offset] = [0, 0x7F, 0xFF][offset % 3]
            paths.append(try folder.file("\(offset).mp4", changed))
        }
        var judged = 0
        try await workers.probeAll(paths) { path, outcome in
            judged += 1
            // A count that asks for gigabytes is the one thing that may leave a file unjudged.
            if case .unprobed(let reason) = outcome {
                #expect(
                    reason == "the file asks for more memory than the prober may use", "\(path)")
            }
        }
        #expect(judged == headers)
        await workers.shutdown()
    }
}
