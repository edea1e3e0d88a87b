import SoraMedia
import SoraTestSupport
import Testing

@Suite(.enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
struct `A poster` {
    private let folder: MediaFolder

    init() throws { folder = try MediaFolder() }

    private func clip(_ source: String, _ more: String = "") throws -> String {
        let path = "\(folder.path)/clip.mp4"
        try FFmpeg.make(
            ["-f", "lavfi", "-i", source]
                + "\(more) -c:v libx264 -preset ultrafast -pix_fmt yuv420p clip.mp4"
                .split(separator: " ").map(String.init), in: folder.path)
        return path
    }

    @Test func `of a clip that begins in black is not black`() async throws {
        let clip = try clip("testsrc2=s=320x180:r=25:d=4", "-vf fade=in:st=1:d=0.1")
        let first = try await picture(of: clip, .frame(.first))
        #expect(try Pixels(first.bytes, "png").brightness() < 2)
        let poster = try await picture(of: clip, .poster(within: 640, 640))
        #expect(try Pixels(poster.bytes, "jpg").brightness() > 40)
        #expect((poster.seconds ?? 0) > 1)
    }

    @Test func `of a clip that is all black is black`() async throws {
        let clip = try clip("color=black:s=320x180:d=2")
        let poster = try await picture(of: clip, .poster(within: 640, 640))
        #expect(try Pixels(poster.bytes, "jpg").brightness() < 2)
    }

    @Test func `fits its box, and is not made larger`() async throws {
        let clip = try clip("testsrc2=s=360x640:r=25:d=1")
        let small = try await picture(of: clip, .poster(within: 100, 100))
        #expect((small.width, small.height) == (56, 100))
        let large = try await picture(of: clip, .poster(within: 2_000, 2_000))
        #expect((large.width, large.height) == (360, 640))
        #expect(large.format == .jpeg)
    }

    @Test func `of a clip without a known length is there`() async throws {
        let clip = try await MediaSamples.shared.path(named: "live.webm")
        #expect(try await picture(of: clip, .poster(within: 640, 640)).width == 320)
    }

    @Test func `strip has its frames in order, from one end to the other`() async throws {
        let clip = try await CountingClips.shared.path("reordered.mp4")
        let strip = try await picture(of: clip, .strip(of: 8, within: 40, 40))
        #expect((strip.width, strip.height) == (320, 40))
        let pixels = try Pixels(strip.bytes, "jpg")
        let numbers = (0..<8).map { place in
            pixels.brightness(x: place * 40 + 8..<place * 40 + 32) * 219 / 255 / 2
        }
        // The middles of eight parts of 100 frames.
        for (place, number) in numbers.enumerated() {
            #expect(abs(number - (Double(place) + 0.5) * 12.5) < 1.5, "\(numbers)")
        }
    }

    @Test func `strip of an image is that image, over and over`() async throws {
        let image = try await MediaSamples.shared.path(named: "cover.png")
        let strip = try await picture(of: image, .strip(of: 3, within: 30, 30))
        #expect((strip.width, strip.height) == (90, 30))
    }

    @Test func `that cannot be is not asked for`() async throws {
        let workers = MediaWorkers(helper: "/nowhere", count: 1)
        for request in [
            .poster(within: 0, 10), .strip(of: 0, within: 9, 9), .strip(of: 25, within: 9, 9),
            .strip(of: 24, within: 16_000, 9), .frame(.seconds(-1)), .frame(.seconds(.infinity)),
        ] as [PictureRequest] {
            #expect(
                try reason(await workers.picture(of: "/dev/null", request))
                    == "a picture of that kind or size cannot be made")
        }
    }
}
