import Foundation
import SoraTestSupport
import Testing

/// `soralib export --timeline`, as other programs read it.
@Suite(.startsPrograms, .enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
struct `An export with a timeline` {
    /// The interpreter: `SORALIB_PYTHON`, else `python3`.
    static let python = InstalledProgram.find(
        ProcessInfo.processInfo.environment["SORALIB_PYTHON"] ?? "python3")

    static let hasPackage =
        python.map { (try? Child.run($0, ["-c", "import opentimelineio"]).status) == 0 } ?? false

    private let shelf: GalleryShelf

    init() async throws { shelf = try await GalleryShelf() }

    @Test(
        .enabled(
            if: hasPackage,
            "python3 has no package opentimelineio (pip install opentimelineio, or set SORALIB_PYTHON): NOT checked"
        ))
    func `is read by OpenTimelineIO, clip by clip, and leads to the files`() async throws {
        _ = try await shelf.workshop.run("edit", "v5", "--title", "100 % \"harbour\" #1?")
        let outcome = try await shelf.workshop.run(
            "export", "reel", shelf.folder, "--timeline", "otio", "--template",
            "{index} {title}.{ext}")
        #expect(outcome.status == 0, "\(outcome)")
        let script = """
            import os, sys, urllib.parse
            import opentimelineio as otio
            os.chdir(sys.argv[1])
            timeline = otio.adapters.read_from_file("timeline.otio")
            print(timeline.name, timeline.global_start_time.rate, [(t.kind, len(t)) for t in timeline.tracks])
            for clip in timeline.video_tracks()[0]:
                path = urllib.parse.unquote(clip.media_reference.target_url)
                assert os.path.isfile(path), path
                assert clip.available_range() == clip.source_range
                length = clip.source_range.duration
                print(path, int(length.value), length.rate == 24000 / 1001 or length.rate,
                      [m.comment for m in clip.markers])
            print(round(timeline.duration().to_seconds(), 6))
            """
        let read = try await Child(
            try #require(Self.python), ["-c", script, shelf.folder],
            environment: ProcessInfo.processInfo.environment
        ).end()
        #expect(read.status == 0, "\(read)")
        let lines = read.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "reel \(24_000.0 / 1_001) [('Video', 5)]")
        #expect(lines.dropFirst().first == "1 Fox.mp4 50 25.0 ['a red fox in snow']")
        #expect(lines.count == 7)
        #expect(lines.dropLast().last?.hasSuffix("48 True []") == true, "\(lines)")
        #expect(lines.last == "10.006")
    }

    private static let player = InstalledProgram.find("mpv")

    @Test(.enabled(if: player != nil, "there is no mpv: NOT checked"))
    func `is a playlist that a player plays, clip by clip, with its titles`() async throws {
        _ = try await shelf.workshop.run("edit", "v5", "--title", "100 % \"harbour\" #1, 狐?")
        let done = try await shelf.workshop.run(
            "export", "reel", shelf.folder, "--timeline", "m3u8", "--template",
            "# {index} {title|cut:20}.{ext}")
        #expect(done.status == 0, "\(done)")
        let played = try await Child(
            try #require(Self.player),
            [
                "--no-config", "--vo=null", "--ao=null", "--frames=1", "--term-status-msg=",
                "--term-playing-msg=PLAYS ${playlist-pos-1} ${media-title}", "timeline.m3u8",
            ], current: shelf.folder
        ).end()
        let lines = played.output.split(separator: "\n").filter { $0.hasPrefix("PLAYS") }
            .map(String.init)
        // The second one is no film, for all that its row says.
        #expect(
            lines == [
                "PLAYS 1 Fox", "PLAYS 3 Fox at night", "PLAYS 4 Café in the rain",
                "PLAYS 5 100 % \"harbour\" #1, 狐?",
            ], "\(played)")
    }

    @Test func `is a playlist that players read, with titles on one line`() async throws {
        let outcome = try await shelf.workshop.run(
            "export", "reel", shelf.folder, "--timeline", "m3u8")
        #expect(outcome.status == 0, "\(outcome)")
        let bytes = try #require(
            FileManager.default.contents(atPath: "\(shelf.folder)/timeline.m3u8"))
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(5) == [
                "#EXTM3U", "#EXTENC:UTF-8", "#PLAYLIST:reel", "#EXTINF:2,Fox", "001-fox.mp4",
            ])
        #expect(lines.count == 13)
        for line in lines where !line.hasPrefix("#") {
            #expect(FileManager.default.fileExists(atPath: "\(shelf.folder)/\(line)"), "\(line)")
        }
        #expect(lines[5].hasSuffix("{{title}} <!--data--> <b>fat</b>"))
    }

    @Test func `run again touches nothing, and is gone when it is not asked for`() async throws {
        let words = ["export", "reel", shelf.folder, "--json", "--prune"]
        _ = try await shelf.workshop.run(words + ["--timeline", "otio", "--timeline", "m3u8"])
        let again = try await shelf.workshop.run(
            words + ["--timeline", "otio", "--timeline", "m3u8"])
        #expect(again.json?["written"]?.integer == 0)
        let without = try await shelf.workshop.run(words)
        #expect(without.json?["removed"]?.integer == 2)
    }
}
