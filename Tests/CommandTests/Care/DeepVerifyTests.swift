import Foundation
import SoraTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `soralib verify --deep`: what is found by decoding every frame, and what becomes of it.
@Suite(.startsPrograms, .enabled(if: FFmpeg.isInstalled, "ffmpeg is not installed"))
struct `A verification that decodes` {
    private let media = MediaSamples.shared

    private func bytes(of name: String) async throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: await media.path(named: name))))
    }

    @Test func `finds what headers do not show, and later checks still know it`() async throws {
        let workshop = try await Workshop.withLibrary()
        var bytes = try await bytes(of: "plain.mp4")
        try workshop.stash("good.mp4", bytes)
        for place in bytes.count / 2..<bytes.count / 2 + 200 { bytes[place] ^= 0xA5 }
        try workshop.stash("wrong.mp4", bytes)
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        #expect(try await workshop.run("verify").status == 0)
        let good = try await workshop.show("v1")
        #expect(good["deep"] == .null)

        let deep = try await workshop.run("verify", "--deep", "--json")
        #expect(deep.status == 1, "\(deep)")
        #expect(deep.json?["verdicts"]?["corrupt"]?.integer == 1)
        #expect(deep.json?["changed"]?.elements.compactMap(\.string) == ["v2"])
        for _ in 0..<2 {
            let wrong = try await workshop.show("v2")
            #expect(wrong["verdict"]?.string == "corrupt")
            #expect(
                wrong["reason_codes"]?.elements.compactMap(\.string).contains("decode_errors")
                    == true)
            #expect(Shape.video.problems(in: wrong) == [])
            // A check of its headers knows of no error; the bytes are those that were decoded.
            #expect(try await workshop.run("verify", "v2").status == 1)
        }
        let shown = try await workshop.show("v1")
        #expect(shown["deep"]?["tracks"]?.elements.first?["frames"]?.integer == 50)
        #expect(shown["verdict"]?.string == "unchecked")
        let text = try await workshop.run("show", "v1")
        #expect(text.output.contains("video h264: 50 frames of 50 packets, no errors"), "\(text)")
    }

    @Test func `is of what was not decoded for a while, with --older-than`() async throws {
        let workshop = try await Workshop.withLibrary()
        for name in ["plain.mp4", "vp9.webm"] {
            try workshop.stash(name, try await bytes(of: name))
        }
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        func checked(_ words: String...) async throws -> Int? {
            try await workshop.run(["verify", "--json", "--older-than", "1h"] + words)
                .json?["checked"]?.integer
        }
        #expect(try await checked() == 0, "they were measured just now")
        #expect(try await checked("--deep") == 2, "they were not decoded")
        #expect(try await checked("--deep") == 0)
        try await workshop.damage("UPDATE video SET deep_at = deep_at - 7200000 WHERE id = 2")
        #expect(try await checked() == 0)
        #expect(try await checked("--deep", "--dry-run") == 1)
        #expect(try await checked("--deep") == 1)
    }

    @Test func `ends by Ctrl-C, keeps what it found, and is gone on with`() async throws {
        let workshop = try await Workshop.withLibrary()
        let folder = try MediaFolder()
        let endless = try Data(contentsOf: URL(fileURLWithPath: folder.endlessClip()))
        try workshop.stash("1.mp4", try await bytes(of: "plain.mp4"))
        try workshop.stash("2.mp4", endless)
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        // Killed after half a minute, when decoding has not come to an end by far.
        let slow = try workshop.start(["verify", "--deep", "--jobs", "1"], limit: 30)
        // The second is under way once there is a word on the first.
        try await until {
            let stored = try await workshop.run("list", "--json", "--fields", "deep_at")
            return stored.json?.elements.contains { $0["deep_at"]?.string != nil } == true
                || slow.hasEnded
        }
        kill(slow.identifier, SIGINT)
        let ended = await slow.end()
        #expect(ended.status == 130, "\(ended)")
        #expect(ended.errors.contains("what was found of 1 videos is stored"), "\(ended)")
        let left = try await workshop.show("v2")
        #expect(left["deep_at"] == .null)
        #expect(left["verdict"]?.string == "unchecked", "it was not found to be anything")
        #expect(
            try await workshop.run("verify", "--deep", "v1", "--older-than", "1h", "--json")
                .json?["checked"]?.integer == 0)
    }

    @Test func `of a file outside of any library tells what is wrong with it`() async throws {
        let workshop = try Workshop()
        let good = try await workshop.run(
            "probe", "--deep", "--json", media.path(named: "hevc.mp4"))
        #expect(good.status == 0, "\(good)")
        let probe = try #require(good.json?.elements.first)
        #expect(Shape.probe.problems(in: probe) == [])
        #expect(probe["deep"]?["problems"]?.elements.isEmpty == true)
        var bytes = try await bytes(of: "plain.mp4")
        for place in bytes.count / 2..<bytes.count / 2 + 200 { bytes[place] ^= 0xA5 }
        let path = workshop.folder.file("wrong.mp4")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(try await workshop.run("probe", path).status == 0)
        let wrong = try await workshop.run("probe", "--deep", path)
        #expect(wrong.status == 65, "\(wrong)")
        #expect(wrong.output.contains("decode with errors"))
    }
}
