import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Rendered clips` {
    static let ffprobe = InstalledProgram.find("ffprobe")
    static let ffmpeg = InstalledProgram.find("ffmpeg")

    static let clips: [(size: PixelSize, milliseconds: Int)] = [
        (PixelSize(1280, 720), 4000), (PixelSize(720, 1280), 8000), (PixelSize(1024, 1792), 12_000),
        (PixelSize(640, 360), 20_000), (PixelSize(640, 360), 6500), (PixelSize(64, 64), 1234),
        (PixelSize(64, 64), 100), (PixelSize(832, 480), 999),
    ]

    @Test(
        .enabled(if: ffprobe != nil, "ffprobe is not installed: lengths and sizes are NOT checked"),
        arguments: clips)
    func `length and size are as asked`(_ size: PixelSize, milliseconds: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            Data(ClipRenderer.video(clip(size, milliseconds))), to: "clip.mp4")
        let outcome = try Child.run(
            try #require(Self.ffprobe),
            ["-v", "error", "-of", "json", "-show_format", "-show_streams", path])
        #expect(outcome.errors == "")
        let found = try #require(
            JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let format = try #require(found["format"] as? [String: Any])
        let streams = try #require(found["streams"] as? [[String: Any]])
        try #require(streams.count == 2)
        #expect(streams[0]["codec_name"] as? String == "h264")
        #expect(streams[0]["width"] as? Int == size.width)
        #expect(streams[0]["height"] as? Int == size.height)
        #expect(streams[0]["r_frame_rate"] as? String == "30/1" || milliseconds % 1000 != 0)
        #expect(streams[0]["has_b_frames"] as? Int == 0)
        #expect(streams[1]["codec_name"] as? String == "aac")
        for object in [format] + streams {
            let duration = try #require((object["duration"] as? String).flatMap { Double($0) })
            #expect(abs(duration - Double(milliseconds) / 1000) <= 0.001)
        }
    }

    @Test(
        .enabled(if: ffmpeg != nil, "ffmpeg is not installed: decoding is NOT checked"),
        arguments: clips)
    func `every picture and sample decodes without complaint`(
        _ size: PixelSize, milliseconds: Int
    ) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            Data(ClipRenderer.video(clip(size, milliseconds))), to: "clip.mp4")
        let outcome = try Child.run(
            try #require(Self.ffmpeg),
            [
                "-v", "warning", "-xerror", "-err_detect", "explode", "-i", path, "-f", "null", "-",
            ])
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
    }

    @Test func `the index comes before the media`() throws {
        let bytes = Data(try ClipRenderer.video(clip(PixelSize(320, 240), 4000)))
        let index = try #require(bytes.range(of: Data("moov".utf8)))
        let media = try #require(bytes.range(of: Data("mdat".utf8)))
        #expect(index.lowerBound < media.lowerBound)
    }

    @Test func `the same clip has the same bytes, another number or seed has others`() throws {
        let size = PixelSize(320, 240)
        let first = try ClipRenderer.video(clip(size, 1000))
        #expect(try ClipRenderer.video(clip(size, 1000)) == first)
        #expect(try ClipRenderer.video(clip(size, 1000, number: 8)) != first)
        #expect(try ClipRenderer.video(clip(size, 1000, seed: 9)) != first)
    }

    @Test func `a clip told to be short and small is`() async throws {
        let service = try RunningService()
        let id = try await service.create(
            "[[short 1.5s]] [[small]]", more: #", "seconds": "8", "size": "1280x720""#)
        #expect(try await service.get("/videos/\(id)")["size"] as? String == "1280x720")
        let task = SimulatedTask(
            id: id, number: 1, profile: "openai", model: "", prompt: "", seconds: "8",
            size: PixelSize(1280, 720), remixedFrom: nil, inputDigest: nil, createdAt: .now,
            endsAt: .now, expiresAt: .now, failure: nil,
            delivery: Delivery().changed(by: [.short(milliseconds: 1500), .small]))
        #expect(task.clip.milliseconds == 6500)
        #expect(task.clip.size == PixelSize(640, 360))
        service.wait(seconds: 10)
        let thumbnail = try await service.get("/videos/\(id)/content?variant=thumbnail")
        #expect(ImageHeader.size(of: Array(thumbnail.data)) == PixelSize(640, 360))
    }

    @Test func `files that were dropped from memory are made again, the same`() async throws {
        let cache = MediaCache(capacity: 1, workers: 1)
        let keys = [1, 2].map {
            MediaKey(clip: clip(PixelSize(64, 64), 1000, number: $0), variant: .video)
        }
        let first = try await cache.file(keys[0])
        _ = try await cache.file(keys[1])
        #expect(try await cache.file(keys[0]).entityTag == first.entityTag)
    }

    private func clip(
        _ size: PixelSize, _ milliseconds: Int, number: Int = 7, seed: UInt8 = 1
    ) -> Clip {
        Clip(number: number, seed: [seed, 40, 3], size: size, milliseconds: milliseconds)
    }
}
