import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

@Suite(.enabled(if: FFmpeg.isInstalled, "ffmpeg and ffprobe are not installed"))
struct `What is measured equals what ffprobe says` {
    @Test(arguments: MediaSample.all)
    func `of every kind of file`(sample: MediaSample) async throws {
        let path = try await MediaSamples.shared.path(of: sample)
        let probe = try await measure(path)
        let expected = try FFmpeg.measure(path)
        let video = expected.streams.first {
            $0.codec_type == "video" && $0.disposition?["attached_pic"] != 1
        }
        let audio = expected.streams.first { $0.codec_type == "audio" }

        #expect(probe.ok)
        #expect(probe.problems.isEmpty)
        #expect(probe.path == path)
        #expect(probe.container == expected.format.format_name)
        #expect(probe.bytes.map(String.init) == expected.format.size)
        #expect(probe.videoCodec == video?.codec_name)
        #expect(probe.width == video?.width)
        #expect(probe.height == video?.height)
        #expect(probe.audioCodec == audio?.codec_name)
        #expect(probe.hasAudio == (audio != nil))
        let turn = video?.side_data_list?.compactMap(\.rotation).first ?? 0
        #expect(probe.rotation == (video == nil ? nil : (360 - turn) % 360))
        if expected.format.format_name.hasSuffix("_pipe") {
            #expect(probe.duration == nil)
            #expect(probe.frameRate == nil)
            #expect(probe.bitRate == nil)
        } else {
            #expect(isClose(probe.duration, expected.format.duration.flatMap(Double.init), 0.001))
            #expect(probe.bitRate.map(String.init) == expected.format.bit_rate)
            #expect(isClose(probe.frameRate, rate(video?.avg_frame_rate), 1e-9))
        }
    }

    private func isClose(_ one: Double?, _ other: Double?, _ tolerance: Double) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return abs(one - other) <= tolerance
    }

    private func rate(_ fraction: String?) -> Double? {
        let parts = (fraction ?? "").split(separator: "/").compactMap { Double($0) }
        return parts.count == 2 && parts[0] > 0 && parts[1] > 0 ? parts[0] / parts[1] : nil
    }
}
