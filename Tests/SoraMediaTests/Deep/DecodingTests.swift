import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

@Suite(.serialized, .enabled(if: FFmpeg.isInstalled, "ffmpeg and ffprobe are not installed"))
struct `A file that is decoded to its end` {
    /// H.264, HEVC, VP8, VP9, AV1 and others, in every container, with edit lists, fragments and covers.
    @Test func `has no error when it is sound`() async throws {
        var paths: [String] = []
        for sample in MediaSample.all {
            paths.append(try await MediaSamples.shared.path(of: sample))
        }
        let workers = MediaWorkers(helper: try builtHelper(), isDeep: true)
        try await workers.decodeAll(paths, progress: { _, _ in }) { path, outcome in
            let name = Comment(rawValue: path.split(separator: "/").last.map(String.init) ?? path)
            let probe = try measured(outcome.outcome)
            let report = try #require(outcome.report, name)
            #expect(report.problems == [], name)
            #expect(
                report.tracks.contains { $0.kind == .video } == (probe.videoCodec != nil), name)
            #expect(report.tracks.contains { $0.kind == .audio } == (probe.hasAudio == true), name)
            for track in report.tracks {
                #expect(track.frames > 0, name)
                #expect(track.errors == 0, name)
                if let expected = track.expectedPackets {
                    #expect(track.packets == expected, name)
                }
                let (first, last) = try (#require(track.first, name), #require(track.last, name))
                #expect(first <= last, name)
                if let duration = probe.duration { #expect(last <= duration + 0.05, name) }
            }
        }
        await workers.shutdown()
    }

    @Test func `tells which frames it has, and when the first and the last are shown`() async throws
    {
        let report = try #require(
            await decode(MediaSamples.shared.path(named: "plain.mp4")).report)
        var video = DeepReport.Track(.video, codec: "h264")
        (video.packets, video.expectedPackets, video.frames) = (50, 50, 50)
        (video.first, video.last) = (0, 1.96)
        #expect(report.tracks.first == video)
        #expect(report.tracks.map(\.codec) == ["h264", "aac"])
        // A sine of an eighth of full scale, which is an RMS of -21.07 dB.
        #expect((-22.5 ... -21).contains(try #require(report.loudness)))
        #expect(report.findings == [])
    }

    @Test func `shows where it is black, does not move and is silent`() async throws {
        let folder = try MediaFolder()
        let path = "\(folder.path)/dull.mp4"
        let picture =
            "testsrc2=s=320x180:r=25:d=1[a];color=black:s=320x180:r=25:d=1[b];"
            + "color=red:s=320x180:r=25:d=2[c];[a][b][c]concat=n=3[v]"
        let sound = "sine=d=1.5[s];anullsrc=r=44100:cl=mono:d=2.5[t];[s][t]concat=n=2:v=0:a=1[u]"
        try FFmpeg.make(
            ["-filter_complex", "\(picture);\(sound)", "-map", "[v]", "-map", "[u]"]
                + ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", path],
            in: folder.path)
        let report = try #require(await decode(path).report)
        #expect(report.problems == [])
        #expect(report.black.map(\.rounded) == [.init(start: 1, end: 2)])
        #expect(report.frozen.map(\.rounded) == [.init(start: 1, end: 2), .init(start: 2, end: 4)])
        #expect(report.silent.map(\.rounded) == [.init(start: 1.5, end: 4)])
        #expect(report.findings.map(\.code) == [.black, .frozen, .silent])
        #expect(report.findings.first?.words == "black from 1 s to 2 s")
    }

    @Test(arguments: ["plain.mp4", "fragmented.mp4", "av1.mp4", "plain.mkv"])
    func `has its errors counted when bytes in its middle are others`(name: String) async throws {
        var bytes = Array(
            try Data(contentsOf: URL(fileURLWithPath: await MediaSamples.shared.path(named: name))))
        for place in bytes.count / 2..<bytes.count / 2 + 200 { bytes[place] ^= 0xA5 }
        let folder = try MediaFolder()
        let (probe, found) = try await decode(folder.file("bad-\(name)", bytes))
        #expect(probe.ok, "its headers are as they were")
        let report = try #require(found)
        #expect(report.codes.contains { [.decodeErrors, .structure].contains($0) })
        #expect(report.tracks.contains { $0.errors > 0 || $0.frames == 0 })
    }

    @Test func `has its samples looked for where the data is, and as many as its tables say`()
        async throws
    {
        var movie = TinyMovie()
        movie.frames = 40
        let bytes = movie.bytes
        func place(of kind: String) throws -> Int {
            let name = Array(kind.utf8)
            return try #require(
                (0..<bytes.count - 4).first { Array(bytes[$0..<$0 + 4]) == name })
        }
        let folder = try MediaFolder()
        var elsewhere = bytes
        let chunks = try place(of: "stco")
        // The only chunk begins with the file, and not with its data.
        elsewhere.replaceSubrange(chunks + 12..<chunks + 16, with: [0, 0, 0, 0])
        let moved = try #require(await decode(folder.file("elsewhere.mp4", elsewhere)).report)
        #expect(
            moved.problems.map(\.words).contains(
                "the sample of 400 bytes at byte 0 lies outside the media data"))
        var more = bytes
        let sizes = try place(of: "stsz")
        more[sizes + 15] = 60
        let short = try #require(await decode(folder.file("more.mp4", more)).report)
        #expect(short.problems.map(\.words).contains("the h264 track has 40 of its 60 samples"))
        // These frames are no H.264.
        #expect(short.codes.contains(.noFrames))
    }

    @Test func `is measured while it goes on, and left when nobody waits any more`() async throws {
        let folder = try MediaFolder()
        let path = try folder.endlessClip()
        let workers = MediaWorkers(helper: try builtHelper(), isDeep: true, count: 1)
        let told = Counts()
        let task = Task { await workers.decode(path) { told.add($0) } }
        while told.all.count < 3 { try await Task.sleep(for: .milliseconds(10)) }
        task.cancel()
        let outcome = await task.value
        #expect(outcome.outcome == .unprobed(reason: "the prober was interrupted"))
        #expect(told.all == told.all.sorted())
        #expect(Set(told.all).count == told.all.count)
        #expect(try measured(await workers.probe(path)).ok, "the next worker is at hand")
        await workers.shutdown()
    }
}

extension DeepReport.Stretch {
    fileprivate var rounded: DeepReport.Stretch {
        .init(start: (start * 10).rounded() / 10, end: (end * 10).rounded() / 10)
    }
}
