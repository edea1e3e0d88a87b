import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

/// Cuts off the ends of files that play well, and looks who notices.
@Suite(.enabled(if: FFmpeg.isInstalled, "ffmpeg is not installed"))
struct `A file that is cut` {
    /// Each with and without sound.
    private static let containers = [
        "fast-start.mp4 -movflags +faststart", "ordinary.mp4",
        "fragmented.mp4 -movflags frag_keyframe+empty_moov",
        "hybrid.mp4 -movflags frag_keyframe",
        "indexed.mp4 -movflags frag_keyframe+empty_moov+default_base_moof+global_sidx",
        "tool.mov", "tool.mkv", "live.mkv -live 1",
    ]
    private static let webms = [
        "vp9.webm", "vp9-live.webm -live 1", "vp9-cues.webm -cues_to_front 1",
    ]
    private static let all =
        containers.flatMap { ["sound-\($0)", "mute-\($0)"] }
        + webms.flatMap { ["sound-\($0)", "mute-\($0)"] }
    /// One of each kind, and each 16 KiB.
    private static let some = [
        "sound-fragmented.mp4", "mute-tool.mov", "sound-tool.mkv", "sound-vp9.webm",
    ]

    private static let isWhole =
        ProcessInfo.processInfo.environment["SORALIB_ALL_CUTS"] != nil

    private struct Count {
        var cuts = 0
        var byHeaders = 0
        var byDecoding = 0
        var missed: [Int] = []
    }

    @Test func `is found by decoding it, wherever that is`() async throws {
        let folder = try MediaFolder()
        let workers = MediaWorkers(helper: try builtHelper(), isDeep: true)
        var lines: [String] = []
        for words in Self.all where Self.isWhole || Self.some.contains(where: words.hasPrefix) {
            let name = String(words.prefix { $0 != " " })
            let path = try await clip(name, words, in: folder)
            let count = try await count(path, folder, workers, step: Self.isWhole ? 1_024 : 16_384)
            #expect(count.missed == [], "\(name)")
            #expect(count.cuts > 3)
            if name.contains("fast-start") || name.contains("ordinary") {
                #expect(count.byHeaders == count.cuts, "the default check finds these")
            }
            lines.append("| \(name) | \(count.cuts) | \(count.byHeaders) | \(count.byDecoding) |")
        }
        await workers.shutdown()
        if Self.isWhole {
            let table =
                "| file | cuts | found by headers | found by decoding |\n|---|--:|--:|--:|\n"
            FileHandle.standardOutput.write(
                Data((table + lines.joined(separator: "\n") + "\n").utf8))
        }
    }

    private func clip(
        _ name: String, _ words: String, in folder: MediaFolder
    ) async throws -> String {
        let source = name.hasSuffix("webm") ? "vp9.webm" : "plain.mp4"
        let path = "\(folder.path)/\(name)"
        let options = words.split(separator: " ").dropFirst().map(String.init)
        try FFmpeg.make(
            ["-i", await MediaSamples.shared.path(named: source), "-c", "copy"]
                + (name.hasPrefix("mute") ? ["-an"] : []) + options + [path], in: folder.path)
        return path
    }

    private func count(
        _ path: String, _ folder: MediaFolder, _ workers: MediaWorkers, step: Int
    ) async throws -> Count {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(await workers.decode(path).report?.problems == [])
        let cuts = Array(stride(from: 1_024, to: bytes.count, by: step)) + [bytes.count - 1]
        var count = Count()
        for part in stride(from: 0, to: cuts.count, by: 64) {
            let files = try cuts[part..<min(part + 64, cuts.count)].map {
                try folder.file("\($0)", Array(bytes.prefix($0)))
            }
            var places = cuts[part...].makeIterator()
            try await workers.decodeAll(files, progress: { _, _ in }) { file, outcome in
                let place = places.next() ?? 0
                let probe = try measured(outcome.outcome)
                count.cuts += 1
                if !probe.ok {
                    count.byHeaders += 1
                } else if outcome.report?.problems.isEmpty == false {
                    count.byDecoding += 1
                } else {
                    count.missed.append(place)
                }
                try FileManager.default.removeItem(atPath: file)
            }
        }
        return count
    }
}
