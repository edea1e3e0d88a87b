import SoraMedia
import SoraTestSupport
import Testing

@Suite(.enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
struct `A frame of a clip` {
    @Test(
        arguments: [
            "reordered.mp4", "reordered.mkv", "one-key.mp4", "fragmented.mp4", "vp9.webm",
            "hevc.mp4",
        ])
    func `is the one that is shown at that time`(name: String) async throws {
        let clip = try await CountingClips.shared.path(name)
        let workers = MediaWorkers(helper: try builtHelper(), count: 1)
        for number in [1, 25, 39, 40, 41, 98] {
            let seconds = Double(number) / 25
            let picture = try made(
                await workers.picture(of: clip, .frame(.seconds(seconds))))
            #expect(try CountingClips.number(picture) == number)
            #expect(abs((picture.seconds ?? -1) - seconds) < 0.001)
        }
        // Between two frames, the earlier is still shown.
        let between = try made(await workers.picture(of: clip, .frame(.seconds(1.03))))
        #expect(try CountingClips.number(between) == 25)
        for (moment, number) in [(FrameMoment.first, 0), (.last, 99)] {
            let picture = try made(await workers.picture(of: clip, .frame(moment)))
            #expect(try CountingClips.number(picture) == number)
        }
        await workers.shutdown()
    }

    @Test func `of a time behind the end is refused, and says where the end is`() async throws {
        let clip = try await CountingClips.shared.path("reordered.mp4")
        let workers = MediaWorkers(helper: try builtHelper(), count: 1)
        let outcome = await workers.picture(of: clip, .frame(.seconds(12.5)))
        #expect(try reason(outcome) == "it has no frame at 12.5 s: it ends at 4.0 s")
        await workers.shutdown()
    }

    @Test func `has the clip's full size as a PNG, and its colours`() async throws {
        let clip = try await MediaSamples.shared.path(named: "plain.mp4")
        let picture = try await picture(of: clip, .frame(.first))
        #expect(picture.format == .png)
        #expect((picture.width, picture.height) == (320, 180))
        let folder = try MediaFolder()
        try FFmpeg.make(
            ["-i", clip, "-frames:v", "1", "-sws_flags", "bicubic+accurate_rnd", "frame.png"],
            in: folder.path)
        let reference = try Pixels(of: "\(folder.path)/frame.png")
        #expect(try Pixels(picture.bytes, "png").difference(from: reference) < 3)
    }

    @Test(arguments: ["turned-90.mp4", "turned-180.mp4", "turned-270.mov"])
    func `is upright`(name: String) async throws {
        let clip = try await MediaSamples.shared.path(named: name)
        let picture = try await picture(of: clip, .frame(.first))
        // ffmpeg turns by what the file says, unless it is told not to.
        let folder = try MediaFolder()
        try FFmpeg.make(["-i", clip, "-frames:v", "1", "frame.png"], in: folder.path)
        let reference = try Pixels(of: "\(folder.path)/frame.png")
        #expect((picture.width, picture.height) == (reference.width, reference.height))
        #expect(try Pixels(picture.bytes, "png").difference(from: reference) < 5)
    }

    @Test func `has square pixels, and none is lost`() async throws {
        let clip = try await MediaSamples.shared.path(named: "wide-pixels.mp4")
        let whole = try await picture(of: clip, .frame(.first))
        #expect((whole.width, whole.height) == (427, 180))
        let small = try await picture(of: clip, .poster(within: 200, 200))
        #expect((small.width, small.height) == (200, 84))
    }

    @Test(arguments: ["cover.png", "cover.webp", "lossless.webp"])
    func `of a picture is the picture`(name: String) async throws {
        let image = try await MediaSamples.shared.path(named: name)
        let picture = try await picture(of: image, .frame(.first))
        let size = try FFmpeg.measure(image).streams[0]
        #expect((picture.width, picture.height) == (size.width ?? 0, size.height ?? 0))
    }

    @Test func `is the film's, and not its cover's`() async throws {
        let clip = try await MediaSamples.shared.path(named: "cover-video.mp4")
        #expect(try await picture(of: clip, .frame(.first)).width == 320)
        let sound = try await MediaSamples.shared.path(named: "cover-sound.m4a")
        let workers = MediaWorkers(helper: try builtHelper(), count: 1)
        #expect(
            try reason(await workers.picture(of: sound, .frame(.first)))
                == "there is no picture in it")
        await workers.shutdown()
    }
}

struct `A moment` {
    @Test func `is first, last, or seconds`() {
        #expect(FrameMoment("first") == .first)
        #expect(FrameMoment("last") == .last)
        #expect(FrameMoment("12.5s") == .seconds(12.5))
        #expect(FrameMoment("0") == .seconds(0))
        for word in ["", "s", "-1", "1e99", "nan", "inf", "12,5", "middle"] {
            #expect(FrameMoment(word) == nil, "\(word)")
        }
    }
}
