import SoraModel
import Testing

@Suite struct `A verdict compares what was measured with what was asked` {
    private func clip(
        _ seconds: Double? = 8, _ width: Int = 1280, _ height: Int = 720, rotation: Int = 0,
        rate: Double = 30
    ) -> MediaProbe {
        var probe = MediaProbe(path: "clip.mp4", ok: true)
        probe.duration = seconds
        probe.width = width
        probe.height = height
        probe.rotation = rotation
        probe.frameRate = rate
        probe.videoCodec = "h264"
        return probe
    }

    private let asked = RequestedMedia(seconds: 8, size: PixelSize(width: 1280, height: 720))

    @Test func `what was asked for is verified`() {
        #expect(VerdictRule().judge(clip(), against: asked).verdict == .verified)
    }

    @Test(arguments: [(8.25, true), (7.75, true), (8.26, false), (7.2, false), (0, false)])
    func `the length may be off by a quarter of a second`(seconds: Double, passes: Bool) {
        let outcome = VerdictRule().judge(clip(seconds), against: asked)
        #expect((outcome.verdict == .verified) == passes)
    }

    @Test func `three frames count where they are longer than that`() {
        #expect(VerdictRule().judge(clip(8.5, rate: 6), against: asked).verdict == .verified)
        #expect(VerdictRule().judge(clip(8.51, rate: 6), against: asked).verdict == .mismatch)
    }

    @Test func `the reasons say what was found and what was asked`() {
        let outcome = VerdictRule().judge(clip(7.2, 640, 360), against: asked)
        #expect(
            outcome.reasons == [
                "duration 7.2 s, requested 8 s", "size 640x360, requested 1280x720",
            ])
        #expect(outcome.reasonCodes == ["duration", "size"])
    }

    @Test func `rotation is applied before sizes are compared`() {
        #expect(
            VerdictRule().judge(clip(8, 720, 1280, rotation: 90), against: asked).verdict
                == .verified)
        #expect(VerdictRule().judge(clip(8, 720, 1280), against: asked).verdict == .mismatch)
    }

    @Test(arguments: [(1280, 720, true), (1280, 714, true), (1280, 700, false), (720, 1280, false)])
    func `a ratio may be off by one per cent`(width: Int, height: Int, passes: Bool) {
        let wide = RequestedMedia(aspectRatio: AspectRatio(width: 16, height: 9))
        let outcome = VerdictRule().judge(clip(8, width, height), against: wide)
        #expect((outcome.verdict == .verified) == passes)
    }

    @Test func `a length that could not be measured is not what was asked`() {
        #expect(VerdictRule().judge(clip(nil), against: asked).reasonCodes == ["duration"])
    }

    @Test func `a file that reads well and of which nothing was asked is unchecked`() {
        #expect(VerdictRule().judge(clip(), against: RequestedMedia()).verdict == .unchecked)
    }

    @Test func `what does not read is corrupt, whatever was asked`() {
        let broken = MediaProbe(path: "x", ok: false, problems: ["not a media file"])
        #expect(VerdictRule().judge(broken, against: asked).verdict == .corrupt)
        #expect(
            VerdictRule().judge(broken, against: RequestedMedia()).reasons == ["not a media file"])
        var sound = clip()
        sound.videoCodec = nil
        #expect(VerdictRule().judge(sound, against: asked).reasonCodes == ["no_video"])
    }
}
