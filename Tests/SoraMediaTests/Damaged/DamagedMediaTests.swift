import Foundation
import SoraMedia
import SoraModel
import SoraTestSupport
import Testing

#if os(Linux)
    /// Sizes and counts of 0, 1 and the most that fits, and missing ends; `make damaged` takes every one of many files.
    struct `A damaged file` {
        private static let isWhole =
            ProcessInfo.processInfo.environment["SORALIB_ALL_DAMAGE"] != nil
        private static let samples =
            isWhole
            ? [
                "plain.mp4", "faststart.mp4", "fragmented.mp4", "indexed-fragments.mp4",
                "plain.mov", "plain.mkv", "vp9.webm", "live.webm",
            ] : ["faststart.mp4", "indexed-fragments.mp4", "vp9.webm"]

        /// A movie with all kinds of tables, which needs no other program.
        private static var movie: DamagedMedia {
            var movie = TinyMovie()
            movie.hasAudio = true
            movie.bytesPerFrame = 40
            return DamagedMedia(movie.bytes)
        }

        @Test(arguments: [false, true])
        func `ends no worker, and costs less than 256 MB`(isDeep: Bool) async throws {
            let folder = try MediaFolder()
            let helper = try NamedHelper(in: folder)
            let workers = MediaWorkers(helper: helper.path, isDeep: isDeep, count: 1)
            var media = [Self.movie]
            if FFmpeg.isInstalled {
                for name in Self.samples { media.append(try await Self.media(of: name)) }
            }
            var peak = 0
            var processes: Set<Int32> = []
            for media in media {
                let damages = media.fields + (Self.isWhole ? media.cuts : [])
                for damage in Self.some(of: damages, one: isDeep ? 29 : 7) {
                    let path = try folder.file("clip.mp4", media.copy(with: damage))
                    let outcome =
                        isDeep
                        ? await workers.decode(path).outcome : await workers.probe(path)
                    if case .unprobed(let reason) = outcome {
                        // Of a table that asks for gigabytes nothing can be said; the worker lives on.
                        #expect(
                            reason == "the file asks for more memory than the prober may use",
                            "\(damage)")
                    }
                }
                for process in try helper.processes() {
                    processes.insert(process)
                    peak = max(peak, try Self.peak(of: process))
                }
            }
            #expect(processes.count == 1, "no worker was replaced")
            #expect(peak > 0 && peak < 256_000, "kB")
            if Self.isWhole { Self.tell("peak of the worker, decoding \(isDeep): \(peak) kB") }
            await workers.shutdown()
        }

        @Test(.enabled(if: InstalledProgram.find("strace") != nil, "no strace: NOT checked"))
        func `lets the worker open no file and no socket, and start nothing`() async throws {
            let folder = try MediaFolder()
            let log = "\(folder.path)/calls"
            let workers = MediaWorkers(helper: try tracedHelper(in: folder, log), count: 1)
            var count = 0
            var media = [Self.movie]
            if Self.isWhole, FFmpeg.isInstalled {
                for name in Self.samples { media.append(try await Self.media(of: name)) }
            }
            for media in media {
                for damage in Self.some(of: media.fields, one: 5) {
                    count += 1
                    _ = await workers.probe(
                        try folder.file("clip.mp4", media.copy(with: damage)))
                }
            }
            for file in HostileMedia.all {
                count += 1
                _ = await workers.probe(try folder.file("\(file.name).mp4", file.bytes))
            }
            await workers.shutdown()
            let calls = try await CallsAfterSeal(log)
            #expect(calls.reads > count)
            #expect(calls.granted == [])
            // Those that it tried at its start are all: no file made it try another.
            #expect(calls.forbidden.count == 7, "\(calls.forbidden.joined(separator: "\n"))")
            if Self.isWhole { Self.tell("\(count) files under strace: nothing opened") }
        }

        @Test(.enabled(if: FFmpeg.isInstalled, "ffmpeg and ffprobe are not installed"))
        func `is read where ffprobe reads it, with the same numbers, or is refused for a reason`()
            async throws
        {
            let folder = try MediaFolder()
            let workers = MediaWorkers(helper: try builtHelper(), count: 1)
            let decoders = MediaWorkers(helper: try builtHelper(), isDeep: true, count: 1)
            var table: [String] = []
            for name in Self.samples {
                let media = try await Self.media(of: name)
                let damages = Self.some(of: media.fields + media.cuts, one: 41)
                let found = try await compare(
                    damages, of: media, name, folder, workers, decoders)
                for one in found {
                    switch one.kind {
                    case .bothRead, .neither: break
                    case .onlyFFprobe:
                        #expect(
                            Self.reasons.contains { one.reason.hasPrefix($0) },
                            "\(name), \(one.name): \(one.reason)")
                    case .unprobed:
                        #expect(one.reason.contains("more memory"), "\(name), \(one.name)")
                    case .onlySoralib:
                        // ffprobe opens the decoder of the sound too; that is `--deep` here.
                        #expect(one.isFoundByDecoding, "\(name), \(one.name): ffprobe refuses it")
                    }
                    #expect(one.differences == [], "\(name), \(one.name)")
                }
                let counts = Comparison.Kind.allCases.map { kind in
                    "\(found.count { $0.kind == kind })"
                }
                table.append(
                    "| \(name) | \(found.count) | \(counts.joined(separator: " | ")) | "
                        + "\(found.count { !$0.differences.isEmpty }) |")
            }
            await workers.shutdown()
            await decoders.shutdown()
            if Self.isWhole { Self.tell(table.joined(separator: "\n")) }
        }

        /// Why soralib refuses what ffprobe reads: docs/verify.md explains each.
        private static let reasons = [
            "truncated: ", "damaged: ", "no index", "no media data", "no segment",
            "the size of the picture cannot be read",
        ]

        private func compare(
            _ damages: [DamagedMedia.Damage], of media: DamagedMedia, _ name: String,
            _ folder: MediaFolder, _ workers: MediaWorkers, _ decoders: MediaWorkers
        ) async throws -> [Comparison] {
            try await withThrowingTaskGroup(of: (Int, Comparison).self) { group in
                var found: [(Int, Comparison)] = []
                for (number, damage) in damages.enumerated() {
                    if number >= 2, let next = try await group.next() { found.append(next) }
                    group.addTask {
                        let file = try folder.file(
                            "\(number)-\(name)", media.copy(with: damage))
                        defer { try? FileManager.default.removeItem(atPath: file) }
                        let outcome = await workers.probe(file)
                        let peer = try await FFmpeg.measureIfReadable(file)
                        var comparison = Comparison(damage.description, outcome, peer)
                        if comparison.kind == .onlySoralib {
                            let report = await decoders.decode(file).report
                            comparison.isFoundByDecoding = report?.problems.isEmpty == false
                        }
                        return (number, comparison)
                    }
                }
                for try await next in group { found.append(next) }
                return found.sorted { $0.0 < $1.0 }.map(\.1)
            }
        }

        private static func media(of name: String) async throws -> DamagedMedia {
            let path = try await MediaSamples.shared.path(named: name)
            return DamagedMedia(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        }

        /// All in the long form, else one of so many.
        private static func some(
            of damages: [DamagedMedia.Damage], one: Int
        ) -> [DamagedMedia.Damage] {
            isWhole
                ? damages
                : damages.enumerated().filter { $0.offset % one == 0 }.map(\.element)
        }

        private static func peak(of process: Int32) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            return status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?
                .split(separator: "\t").last?.split(separator: " ").first.flatMap { Int($0) } ?? 0
        }

        private static func tell(_ text: String) {
            FileHandle.standardOutput.write(Data((text + "\n").utf8))
        }
    }
#endif
