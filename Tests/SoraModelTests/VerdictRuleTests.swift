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

    @Test func `the length is that of the video track, where the file tells it`() {
        var late = clip(8.6)
        late.videoDuration = 8
        #expect(VerdictRule().judge(late, against: asked).verdict == .verified)
        late.duration = 8
        late.videoDuration = 7
        #expect(
            VerdictRule().judge(late, against: asked).reasons == ["duration 7 s, requested 8 s"])
    }

    @Test func `the tolerance is that of the request`() {
        var loose = asked
        loose.expectation.durationTolerance = 1
        #expect(VerdictRule().judge(clip(9), against: loose).verdict == .verified)
        #expect(VerdictRule().judge(clip(9.01), against: loose).reasonCodes == ["duration"])
    }

    @Test(arguments: [
        (1280, 720, []), (1344, 768, []), (1194, 672, []), (1192, 671, ["size_class"]),
        (1366, 769, ["size_class"]), (720, 1280, ["orientation"]), (720, 720, ["orientation"]),
        (480, 854, ["size_class", "orientation"]),
    ])
    func `where a class was asked, its short side and its longer side count`(
        width: Int, height: Int, codes: [String]
    ) {
        var small = asked
        small.expectation.shortSide = 672...768
        let outcome = VerdictRule().judge(clip(8, width, height), against: small)
        #expect(outcome.reasonCodes == codes)
        #expect((outcome.verdict == .verified) == codes.isEmpty)
    }

    @Test func `sound is looked for where the model makes it`() {
        var loud = asked
        loud.expectation.hasAudio = true
        var mute = clip()
        mute.hasAudio = false
        #expect(VerdictRule().judge(mute, against: asked).verdict == .verified)
        #expect(VerdictRule().judge(mute, against: loud).reasonCodes == ["no_audio"])
        mute.hasAudio = true
        #expect(VerdictRule().judge(mute, against: loud).verdict == .verified)
    }

    @Test func `what decoding finds wrong makes it corrupt, whatever else it is`() {
        var report = DeepReport()
        report.problems = [
            .init(.decodeErrors, "3 of 50 packets of the h264 track decode with errors"),
            .init(.missingSamples, "the aac track has 80 of its 88 samples"),
        ]
        let outcome = VerdictRule().judge(clip(7), deep: report, against: asked)
        #expect(outcome.verdict == .corrupt)
        #expect(outcome.reasonCodes == ["decode_errors", "missing_samples"])
        #expect(outcome.reasons == report.problems.map(\.words))
    }

    @Test func `what decoding tells beside that changes no verdict`() {
        var report = DeepReport()
        report.black = [.init(start: 0, end: 1.5), .init(start: 7, end: 8)]
        report.silent = [.init(start: 0, end: 8)]
        let outcome = VerdictRule().judge(clip(), deep: report, against: asked)
        #expect(outcome.verdict == .verified)
        #expect(outcome.reasonCodes == ["black", "silent"])
        #expect(
            outcome.reasons == [
                "black from 0 s to 1.5 s, and 1 times more", "silent from 0 s to 8 s",
            ])
        #expect(
            VerdictRule().judge(clip(7), deep: report, against: asked).verdict == .mismatch)
    }

    @Test func `a report is the same after it was written and read`() throws {
        var report = DeepReport()
        var track = DeepReport.Track(.audio, codec: "aac")
        (track.packets, track.expectedPackets, track.frames) = (88, 90, 87)
        (track.errors, track.first, track.last) = (1, 0, 1.997)
        report.tracks = [track, .init(.video, codec: "h264")]
        report.frozen = [.init(start: 0.5, end: 2)]
        report.loudness = -23.5
        report.problems = [.init(.structure, "a \"box\" is outside")]
        #expect(DeepReport(json: report.json) == report)
        #expect(DeepReport(json: "{}") == nil)
    }
}
